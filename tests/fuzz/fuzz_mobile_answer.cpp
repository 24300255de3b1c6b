#include "core/portal/mobile/link.h"
#include "core/portal/mobile/offer.h"

#include <cstdint>
#include <cstdlib>

using namespace tanba;
using namespace tanba::portal::mobile;

namespace {

/// What a link was read as, it is: https, a name, and nothing but what its parts say.
void readAsLink(std::string_view text) {
    const auto link = readLink(text);
    if (!link.ok())
        return;
    const auto again = readLink("mobileSign:" + link.value().origin() + link.value().address.target);
    if (!again.ok() || again.value().origin() != link.value().origin())
        std::abort();
}

} // namespace

/// What a site with a signing QR may answer: an invitation, an offer; or the text of its QR code. What was
/// taken as an offer can be answered.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const SignLink kSite = readLink("mobileSign:https://sign.example.kz/1").value();
    const std::string_view text = asText({data, size});
    readAsLink(text);
    const auto invitation = readInvitation(kSite, text);
    if (invitation.ok() && invitation.value().documents.origin() != kSite.origin())
        std::abort();
    const auto offer = Offer::read(text);
    if (!offer.ok())
        return 0;
    const std::vector<Bytes> forms(offer.value().documents().size(), toBytes("<signed/>"));
    const Bytes answer = offer.value().withSigned(forms);
    const auto again = Offer::read(asText(answer));
    if (!again.ok() || again.value().documents().size() != forms.size())
        std::abort();
    return 0;
}
