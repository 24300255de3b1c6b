#pragma once

#include "app/text/certificate_view.h"
#include "app/text/text_table.h"
#include "core/sign/reason.h"
#include "core/trust/verdict.h"

#include <string>
#include <vector>

namespace tanba::text {

struct ReasonView {
    sign::Weight weight = sign::Weight::Notice;
    std::string code;
    Sentence text;
};

/// One signature in words: what it means, whose and when, why, and what else is known.
struct SignatureView {
    trust::Verdict verdict = trust::Verdict::Indeterminate;
    std::string headline;
    std::vector<Fact> facts;
    std::vector<ReasonView> reasons; ///< the ones that decide first, notices last
    std::vector<Fact> details;
};

/// A verification report in words of one language; the command line, the HTML report and the interface show
/// the same.
struct ReportView {
    trust::Verdict verdict = trust::Verdict::Indeterminate;
    std::string headline;
    std::vector<SignatureView> signatures;
    std::vector<Fact> details;
};

/// Signed with a key that anybody can have: whatever is found out about its certificate, the signature counts
/// for nothing, so nobody is told to find it out.
bool isByTestKey(const trust::SignatureReport& signature);

ReportView reportView(const trust::Report& report, const TextTable& table, Language language);

} // namespace tanba::text
