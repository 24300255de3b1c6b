#include "app/net/http_transport.h"
#include "tests/support/loopback_server.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

namespace tanba::net {
namespace {

using test::LoopbackServer;
using test::outcome;
using test::ServedConnection;
using test::ServedRequest;

HttpRequest requestTo(const LoopbackServer& server, HttpRequest::Method method) {
    HttpRequest request;
    request.method = method;
    request.url = server.address("/a?b");
    request.maxAnswer = 1000;
    request.within = std::chrono::seconds(20);
    return request;
}

LoopbackServer::Script echo() {
    return [](const ServedRequest& request, ServedConnection& connection) {
        connection.send(test::httpAnswer("200 OK", "x/y", request.body));
    };
}

TEST(HttpMethods, APutCarriesItsBody) {
    LoopbackServer server(echo());
    HttpRequest request = requestTo(server, HttpRequest::Method::Put);
    request.contentType = "application/json";
    request.body = toBytes("{}");
    const auto answer = NetworkTransport().send(request, {});
    ASSERT_EQ(outcome(answer), "ok");
    EXPECT_EQ(answer.value().body, request.body);
    EXPECT_EQ(server.requests().front().line(), "PUT /a?b HTTP/1.1");
    EXPECT_EQ(server.requests().front().field("Content-Type"), "application/json");
    EXPECT_EQ(server.requests().front().field("Content-Length"), "2");
}

TEST(HttpMethods, ADeleteHasNone) {
    LoopbackServer server(echo());
    HttpRequest request = requestTo(server, HttpRequest::Method::Delete);
    const auto answer = NetworkTransport().send(request, {});
    ASSERT_EQ(outcome(answer), "ok");
    EXPECT_EQ(server.requests().front().line(), "DELETE /a?b HTTP/1.1");
    EXPECT_EQ(server.requests().front().field("Content-Length"), "");
    EXPECT_EQ(server.requests().front().field("Content-Type"), "");
}

TEST(HttpMethods, FieldsAreSentAsTheyStand) {
    LoopbackServer server(echo());
    HttpRequest request = requestTo(server, HttpRequest::Method::Get);
    request.fields = {{"Authorization", "Bearer a.b-c_d~e+f/g="}, {"Accept-Language", "kk"}};
    ASSERT_EQ(outcome(NetworkTransport().send(request, {})), "ok");
    EXPECT_EQ(server.requests().front().field("Authorization"), "Bearer a.b-c_d~e+f/g=");
    EXPECT_EQ(server.requests().front().field("Accept-Language"), "kk");
}

TEST(HttpMethods, FieldsThatWouldBringOthersSendNothing) {
    LoopbackServer server(echo());
    const std::vector<HttpField> bad = {{"", "x"},
                                        {"A B", "x"},
                                        {"A:", "x"},
                                        {"A\r\nB", "x"},
                                        {"A", "x\r\nHost: elsewhere.example"},
                                        {"A", "x\ny"},
                                        {"A", std::string("x\0y", 3)},
                                        {"A", "\x7F"}};
    for (const HttpField& field : bad) {
        HttpRequest request = requestTo(server, HttpRequest::Method::Get);
        request.fields = {{"Good", "x"}, field};
        EXPECT_EQ(outcome(NetworkTransport().send(request, {})), "usage") << field.name << field.value;
    }
    EXPECT_TRUE(server.requests().empty());
}

TEST(HttpMethods, TheFieldsOfTheAnswerAreKept) {
    LoopbackServer server([](const ServedRequest&, ServedConnection& connection) {
        connection.send("HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nX-Twice: a\r\nx-twice: b\r\n"
                        "Content-Length: 0\r\n\r\n");
    });
    const auto answer = NetworkTransport().send(requestTo(server, HttpRequest::Method::Get), {});
    ASSERT_EQ(outcome(answer), "ok");
    EXPECT_EQ(answer.value().status, 429);
    EXPECT_EQ(answer.value().field("retry-after"), "7");
    EXPECT_EQ(answer.value().field("X-TWICE"), "a");
    EXPECT_EQ(answer.value().field("absent"), "");
    EXPECT_EQ(answer.value().fields.size(), 4U);
}

} // namespace
} // namespace tanba::net
