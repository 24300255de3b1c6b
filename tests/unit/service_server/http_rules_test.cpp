#include "app/service/server/http_rules.h"

#include <gtest/gtest.h>

namespace tanba::service {
namespace {

HttpHead head(HttpHead::Method method, const std::string& target) {
    HttpHead made;
    made.method = method;
    made.target = target;
    made.hosts = {"127.0.0.1:13579"};
    return made;
}

std::string field(const HttpReply& reply, const std::string& name) {
    for (const auto& [each, value] : reply.fields)
        if (each == name)
            return value;
    return "(none)";
}

const HttpRules kRules(13579, "0123456789abcdef");
const std::function<std::string()> kPage = [] { return std::string("<p>page</p>"); };

TEST(HttpRules, TheTopAnswersEveryPage) {
    const HttpReply reply = kRules.answer(head(HttpHead::Method::Get, "/"), kPage);
    EXPECT_EQ(reply.status, 200U);
    EXPECT_EQ(reply.body, "OK\n");
    EXPECT_EQ(field(reply, "Access-Control-Allow-Origin"), "*");
}

TEST(HttpRules, PreflightsArePermitted) {
    for (const char* target : {"/", "/anything"}) {
        const HttpReply reply = kRules.answer(head(HttpHead::Method::Options, target), kPage);
        EXPECT_EQ(reply.status, 204U);
        EXPECT_EQ(field(reply, "Access-Control-Allow-Origin"), "*");
        EXPECT_EQ(field(reply, "Access-Control-Allow-Private-Network"), "true");
        EXPECT_NE(field(reply, "Access-Control-Allow-Methods").find("GET"), std::string::npos);
    }
}

TEST(HttpRules, TheStatusPageIsNotForOtherPages) {
    const HttpReply reply = kRules.answer(head(HttpHead::Method::Get, "/status/0123456789abcdef"), kPage);
    EXPECT_EQ(reply.status, 200U);
    EXPECT_EQ(reply.body, "<p>page</p>");
    EXPECT_EQ(field(reply, "Access-Control-Allow-Origin"), "(none)");
    EXPECT_NE(field(reply, "Content-Security-Policy").find("frame-ancestors 'none'"), std::string::npos);
    for (const char* target :
         {"/status/0123456789abcdeF", "/status/", "/status", "/status/0123456789abcdef/"})
        EXPECT_EQ(kRules.answer(head(HttpHead::Method::Get, target), kPage).status, 404U) << target;
    EXPECT_EQ(kRules.answer(head(HttpHead::Method::Get, "/status/0123456789abcdef"), {}).status, 404U);
}

TEST(HttpRules, OtherMethodsAreRefused) {
    EXPECT_EQ(kRules.answer(head(HttpHead::Method::Other, "/"), kPage).status, 405U);
}

TEST(HttpRules, TextTellsItsLengthAndEndsTheConnection) {
    const HttpReply reply{200, {{"A", "b"}}, "body"};
    EXPECT_EQ(replyText(reply, ReplyBody::Send),
              "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");
    EXPECT_EQ(replyText(reply, ReplyBody::Withhold),
              "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 4\r\nConnection: close\r\n\r\n");
}

} // namespace
} // namespace tanba::service
