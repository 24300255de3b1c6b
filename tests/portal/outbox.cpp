#include "tests/portal/outbox.h"

#include "tests/portal/accounts.h"

#include <nlohmann/json.hpp>

namespace tanba::reference_portal {

void Outbox::deliver(const Sms& sms) {
    latest_.push_front(sms);
    if (latest_.size() > kRemembered)
        latest_.pop_back();
    const nlohmann::ordered_json line{
        {"to_masked", maskedPhone(sms.phone)}, {"from", sms.from}, {"text", sms.text}};
    // Who waits for a code reads the file, or the phone's page: a full disk is seen there.
    static_cast<void>(file_->append(viewOf(line.dump() + "\n")).ok());
}

std::vector<Sms> Outbox::of(std::string_view phone) const {
    std::vector<Sms> found;
    for (const Sms& sms : latest_)
        if (sms.phone == phone)
            found.push_back(sms);
    return found;
}

} // namespace tanba::reference_portal
