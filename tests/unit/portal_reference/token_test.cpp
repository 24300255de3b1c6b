#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/sign/xml_check.h"
#include "tests/portal/web_text.h"
#include "tests/unit/portal_reference/portal_world.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace tanba::reference_portal {
namespace {

using nlohmann::json;

Bytes fromBase64Url(std::string text) {
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    return fromBase64(text).value();
}

json jsonAt(const std::string& token, int part) {
    std::string rest = token;
    for (int index = 0; index < part; ++index)
        rest = rest.substr(rest.find('.') + 1);
    return json::parse(asText(fromBase64Url(rest.substr(0, rest.find('.')))));
}

std::string ticketBySms(PortalWorld& world, const test::Identity& identity) {
    const std::string id = world.secondStage(identity, "sms");
    return world.postCode(id, world.latestCode()).text("ticket");
}

TEST(Tokens, SayWhoIsInAndHow) {
    PortalWorld world;
    const Came came = world.redeem(ticketBySms(world, world.head), PortalWorld::kVerifier);
    EXPECT_EQ(came.text("token_type"), "Bearer");
    EXPECT_EQ(came.json().at("expires_in"), 3600);
    const json claims = jsonAt(came.text("id_token"), 1);
    EXPECT_EQ(claims.at("iss"), PortalWorld::kOrigin);
    EXPECT_EQ(claims.at("iin"), "991231500016");
    EXPECT_EQ(claims.at("bin"), "111140000016");
    EXPECT_EQ(claims.at("role_oid"), "1.2.398.3.3.4.1.2.1");
    EXPECT_EQ(claims.at("amr"), (json{"swk", "sms", "mfa"}));
    EXPECT_EQ(claims.at("acr"), "urn:eds-portal:acr:two-stage");
    EXPECT_EQ(claims.at("auth_time"), world.clock.now().time_since_epoch().count());
    EXPECT_THAT(claims.at("sub").get<std::string>(), testing::Not(testing::HasSubstr("111140000016")));
}

TEST(Tokens, ByPhoneAloneSaySo) {
    PortalWorld world;
    const Came qr = world.ask("POST", "/auth/v1/qr", {{"code_challenge", PortalWorld::kCodeChallenge}});
    const std::string scan = PortalWorld::scanNameOf(qr);
    world.phone(scan, "scan");
    world.phone(scan, "confirm");
    const std::string ticket = world.ask("GET", "/auth/v1/qr/" + qr.text("qr_id")).text("ticket");
    const json claims = jsonAt(world.redeem(ticket, PortalWorld::kVerifier).text("id_token"), 1);
    EXPECT_EQ(claims.at("amr"), json::array({"mca"}));
    EXPECT_EQ(claims.at("acr"), "urn:eds-portal:acr:phone");
}

// RFC 7515 and 7518: anybody can check the token by the key that the portal publishes.
TEST(Tokens, AreSignedByThePublishedKey) {
    PortalWorld world;
    const std::string token =
        world.redeem(ticketBySms(world, world.person), PortalWorld::kVerifier).text("id_token");
    const json key = world.ask("GET", "/auth/v1/jwks").json().at("keys").at(0);
    EXPECT_EQ(jsonAt(token, 0).at("alg"), "ES256");
    EXPECT_EQ(jsonAt(token, 0).at("kid"), key.at("kid"));
    Bytes point = {0x04};
    append(point, fromBase64Url(key.at("x")));
    append(point, fromBase64Url(key.at("y")));
    const Bytes algorithm =
        der::sequence({der::oid(Oid("1.2.840.10045.2.1")), der::oid(Oid("1.2.840.10045.3.1.7"))});
    const auto publicKey =
        crypto::PublicKey::fromSubjectPublicKeyInfo(der::sequence({algorithm, der::bitString(point)}));
    ASSERT_TRUE(publicKey.ok());
    const std::size_t dot = token.rfind('.');
    const Bytes value = sign::xml::ecdsaToDer(fromBase64Url(token.substr(dot + 1)), 256).value();
    const crypto::SignatureScheme scheme{crypto::KeyAlgorithm::Ec, crypto::DigestAlgorithm::Sha256};
    const std::string content = token.substr(0, dot);
    EXPECT_TRUE(publicKey.value().verify(scheme, viewOf(content), value).ok());
    EXPECT_FALSE(publicKey.value().verify(scheme, viewOf(content + "x"), value).ok());
}

TEST(Tickets, AreWorthNothingWithoutTheVerifier) {
    PortalWorld world;
    const std::string ticket = ticketBySms(world, world.person);
    const Came came = world.redeem(ticket, std::string(43, 'a'));
    EXPECT_EQ(came.problem(), "ticket_invalid");
    EXPECT_EQ(came.text("error"), "invalid_grant");
    // And a failed attempt uses them up.
    EXPECT_EQ(world.redeem(ticket, PortalWorld::kVerifier).problem(), "ticket_invalid");
}

TEST(Tickets, AreUsedOnce) {
    PortalWorld world;
    const std::string ticket = ticketBySms(world, world.person);
    EXPECT_EQ(world.redeem(ticket, PortalWorld::kVerifier).status(), 200U);
    EXPECT_EQ(world.redeem(ticket, PortalWorld::kVerifier).problem(), "ticket_invalid");
    EXPECT_EQ(world.redeem("none", PortalWorld::kVerifier).problem(), "ticket_invalid");
}

TEST(Tickets, EndWithTheirTime) {
    PortalWorld world;
    const std::string ticket = ticketBySms(world, world.person);
    world.clock.pass(world.settings.ticketLifetime);
    EXPECT_EQ(world.redeem(ticket, PortalWorld::kVerifier).problem(), "ticket_invalid");
}

TEST(Tickets, TheFinishPageIsOfThisOriginAndTheSameForEverybody) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    const Came done = world.postCode(id, world.latestCode());
    const std::string address = done.text("finish_url");
    EXPECT_TRUE(address.starts_with(std::string(PortalWorld::kOrigin) + "/"));
    const Came page = world.ask("GET", address.substr(std::string(PortalWorld::kOrigin).size()));
    EXPECT_EQ(page.status(), 200U);
    EXPECT_EQ(page.answer.reply.body.find(done.text("ticket")), std::string::npos);
}

TEST(TokenEndpoint, SpeaksForms) {
    PortalWorld world;
    const auto posted = [&world](const std::string& body, const std::string& type) {
        return world.askRaw({"POST", "/auth/v1/token", {"127.0.0.1:4443"}, type, ""}, body).problem();
    };
    const std::string form = "application/x-www-form-urlencoded";
    EXPECT_EQ(posted("{}", "application/json"), "media_type_unsupported");
    EXPECT_EQ(posted("", form), "request_malformed");
    EXPECT_EQ(posted("grant_type=password&code=x&code_verifier=y", form), "request_malformed");
    EXPECT_EQ(posted("grant_type=authorization_code", form), "ticket_invalid");
}

TEST(PhonePage, ShowsTheMessagesOfOneAccount) {
    PortalWorld world;
    world.secondStage(world.person, "sms");
    const json mine = world.ask("GET", "/phone/v1/outbox?account=person").json().at("messages");
    ASSERT_EQ(mine.size(), 1U);
    EXPECT_EQ(mine.at(0).at("from"), "1414");
    EXPECT_TRUE(world.ask("GET", "/phone/v1/outbox?account=company").json().at("messages").empty());
    EXPECT_EQ(world.ask("GET", "/phone/v1/outbox").problem(), "account_not_found");
    EXPECT_EQ(world.ask("GET", "/phone/v1/accounts").json().at("accounts").at(0).at("masked_phone"),
              "+7 70* *** ** 07");
}

TEST(Picture, IsDrawn) {
    PortalWorld world;
    const Came came = world.ask("POST", "/pages/v1/picture", {{"text", "https://127.0.0.1:4443/phone?id=x"}});
    EXPECT_EQ(came.field("Content-Type"), "image/svg+xml");
    EXPECT_THAT(came.answer.reply.body, testing::StartsWith("<svg "));
    EXPECT_EQ(world.ask("POST", "/pages/v1/picture", {{"text", ""}}).problem(), "request_malformed");
}

TEST(Lying, IsDoneAtItsStepOnly) {
    Settings settings;
    ASSERT_TRUE(settings.lies.add("redirect@describe").ok());
    ASSERT_TRUE(settings.lies.add("other-origin@challenge").ok());
    PortalWorld world(settings);
    const Came description = world.ask("GET", "/.well-known/eds-portal");
    EXPECT_EQ(description.status(), 302U);
    EXPECT_EQ(description.field("Location"), "https://elsewhere.example/");
    EXPECT_EQ(world.challenge().at("origin"), "https://elsewhere.example");
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/none").status(), 410U);
}

} // namespace
} // namespace tanba::reference_portal
