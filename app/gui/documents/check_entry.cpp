#include "app/gui/documents/check_entry.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

constexpr std::array<trust::Verdict, 3> kWorstFirst = {trust::Verdict::Invalid, trust::Verdict::Indeterminate,
                                                       trust::Verdict::Valid};
/// After what is not valid, before what could not be established.
constexpr int kUnreadableRank = 1;

} // namespace

DocumentPlace CheckEntry::documentPlace() const {
    const auto& signatures = report().signatures;
    if (std::ranges::any_of(signatures, [](const trust::SignatureReport& signature) {
            return signature.integrity == sign::Integrity::ContentMissing;
        }))
        return DocumentPlace::Missing;
    if (result->content.empty())
        return DocumentPlace::Inside;
    return given.empty() ? DocumentPlace::Beside : DocumentPlace::Given;
}

int CheckEntry::rank() const {
    if (state != CheckState::Checked)
        return kUnreadableRank;
    const auto place = std::ranges::find(kWorstFirst, report().verdict) - kWorstFirst.begin();
    return static_cast<int>(place) * 2;
}

} // namespace tanba::gui
