#include "tests/unit/portal_mobile/site.h"

#include "core/base/encoding.h"

#include <gtest/gtest.h>

namespace tanba::test {

using namespace portal::mobile;

std::string contractText() {
    std::string text = "Шарт. Екі данада жасалды.\n";
    while (text.size() < 400)
        text += "Тараптар осы шарттың талаптарын орындауға міндеттенеді.\n";
    return text;
}

Json invitationOf(const std::string& site) {
    return Json::parse(R"({"description":"Шартқа қол қою","expiry_date":"2026-06-20T18:00:00.000+0500",
        "organisation":{"nameRu":"ТОО Пример","nameKz":"Үлгі ЖШС","nameEn":"Example LLP","bin":"123456789012"},
        "document":{"uri":")" +
                       site + R"(/documents/1","auth_type":"None","auth_token":null},"back_url":")" + site +
                       R"(/done"})");
}

Json documentOf(const std::string& content, const std::string& name) {
    return Json{
        {"id", 1},
        {"nameRu", "Договор"},
        {"nameKz", name},
        {"nameEn", "Contract"},
        {"meta", Json::array({Json{{"name", "Сумма"}, {"value", "100"}}})},
        {"document", Json{{"file", Json{{"mime", "@file/pdf"}, {"data", toBase64(viewOf(content))}}}}}};
}

Json xmlDocumentOf(const std::string& xml) {
    return Json{{"id", 1}, {"nameRu", "Заявление"}, {"nameKz", "Өтініш"}, {"documentXml", xml}};
}

Json offerOf(const std::string& method, std::vector<Json> documents) {
    return Json{{"signMethod", method}, {"version", 1}, {"documentsToSign", documents}};
}

MobileSite::MobileSite(const std::string& origin) : origin_(origin), clock_(goodTime()) {
    invitation.body = invitationOf(origin).dump();
    documents.body = offerOf("CMS_SIGN_ONLY", {documentOf(contractText())}).dump();
    http_.serve(link().url, [this](const HttpRequest& request) { return answer(request, invitation); });
    http_.serve(documentsUri(), [this](const HttpRequest& request) {
        return answer(request, request.method == HttpRequest::Method::Put ? receipt : documents);
    });
}

Result<HttpAnswer> MobileSite::answer(const HttpRequest& request, const Says& says) {
    EXPECT_EQ(request.reach, HttpRequest::Reach::PublicOnly);
    const std::size_t number = requests_.size();
    requests_.push_back(request);
    for (const auto& [which, failure] : failures)
        if (which == number)
            return failure;
    if (says.body.size() > request.maxAnswer)
        return fail(FailureCode::NetworkAnswerTooLarge);
    return HttpAnswer{says.status, says.contentType, toBytes(says.body), {}};
}

VisitMeans MobileSite::means() {
    return {http_, clock_, SigningHosts::builtIn(), "kk"};
}

Result<Offer> MobileSite::offer(keys::KeySession* login) {
    TANBA_TRY(const Invitation invited, invite());
    return fetchOffer(invited, means(), login, {});
}

std::string MobileSite::signAll(const Identity& identity) {
    const auto session = sessionFor(identity);
    const auto invited = invite();
    if (!invited.ok())
        return outcome(invited);
    const auto offered = fetchOffer(invited.value(), means(), session.get(), {});
    if (!offered.ok())
        return outcome(offered);
    auto answer = signOffer(offered.value(), invited.value().documents, SigningHosts::builtIn(), *session,
                            goodTime(), {});
    if (!answer.ok())
        return outcome(answer);
    return outcome(sendSigned(invited.value(), std::move(answer).value(), means(), {}));
}

std::string fieldOf(const HttpRequest& request, const std::string& name) {
    for (const HttpField& field : request.fields)
        if (field.name == name)
            return field.value;
    return {};
}

const Identity& gostSigner() {
    static const Identity kSigner = Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "СЫНАҚ")
                                        .issue(crypto::KeyAlgorithm::Gost2015_512);
    return kSigner;
}

const Identity& loginHolder() {
    static const Identity kHolder =
        Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "СЫНАҚ")
            .issue(crypto::KeyAlgorithm::Gost2015_512, CertificateProfile::rsaLogin());
    return kHolder;
}

} // namespace tanba::test
