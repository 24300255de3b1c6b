#include "tests/portal/phone_desk.h"

namespace tanba::reference_portal {

HttpReply PhoneDesk::accounts() const {
    Json list = Json::array();
    for (const Account& account : accounts_.all())
        list.push_back(
            {{"id", account.id}, {"name", account.name}, {"masked_phone", maskedPhone(account.phone)}});
    return jsonReply(200, {{"accounts", list}});
}

Answer PhoneDesk::messages(const Request& request) const {
    const auto wanted = request.query.find("account");
    const Account* account = wanted == request.query.end() ? nullptr : accounts_.byId(wanted->second);
    if (account == nullptr)
        return problem(ProblemKind::AccountNotFound);
    Json list = Json::array();
    if (!account->phone.empty())
        for (const Sms& sms : outbox_.of(account->phone))
            list.push_back({{"from", sms.from}, {"text", sms.text}, {"at", formatRfc3339(sms.at)}});
    return jsonReply(200, {{"messages", list}});
}

} // namespace tanba::reference_portal
