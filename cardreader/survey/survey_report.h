#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/keys/certificate.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>

// How answers of a card are written into a report, so that nothing personal is left of them.
namespace tanba::card::survey {

using Json = nlohmann::ordered_json;

/// A status word or a file identifier, such as "6A82".
std::string hexWord(std::uint16_t word);

/// An ATR, without the number that a contactless card of type B makes up or was born with.
std::string atrText(ByteView atr);

/// Data objects: tag and length of each; the value only of tags that describe a file or name an application.
Json describeObjects(ByteView answer);

/// Size, algorithms and what the key is for; no name, no number, no date, no hash.
Json describeCertificate(const keys::Certificate& certificate);

/// A name for bytes that is the same within one report and means nothing outside of it.
class Disguise {
  public:
    static Result<Disguise> make();
    Result<std::string> nameOf(ByteView bytes) const;

  private:
    explicit Disguise(Bytes salt) : salt_(std::move(salt)) {}
    Bytes salt_;
};

} // namespace tanba::card::survey
