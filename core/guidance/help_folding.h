#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tanba::guidance {

/// The words of a text, folded for comparison: small letters; Kazakh letters as their neighbours on a Russian
/// keyboard (ә as а, і as и, ғ as г, қ as к, ң as н, ө as о, ұ and ү as у, һ as х), ё as е. Everything but
/// letters and digits divides words; hyphens do too, so that "ЭЦҚ-ны" holds the word "эцк".
/// @param mostWords later words are left out
std::vector<std::string> foldedWords(std::string_view text, std::size_t mostWords);

} // namespace tanba::guidance
