#include "app/handover/visit.h"

#include <gmock/gmock.h>

namespace tanba::handover {
namespace {

const LinkPlace kPlace{4711, "/0123abcd"};
const std::string kHost = "Host: 127.0.0.1:4711\r\n";

std::string request(const std::string& line, const std::string& fields = kHost) {
    return line + "\r\n" + fields + "\r\n";
}

const std::string kGood = "GET /0123abcd HTTP/1.1";

TEST(HandoverVisit, OneThatThePersonWantedIsLedOn) {
    EXPECT_EQ(judgeVisit(request(kGood), kPlace), kLeadsOn);
    EXPECT_EQ(
        judgeVisit(request(kGood, "hOST:  127.0.0.1:4711 \r\nAccept: */*\r\nCookie: a=b; c\r\n"), kPlace),
        kLeadsOn);
    EXPECT_EQ(judgeVisit(request(kGood, kHost + "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n"
                                                "Sec-Fetch-Dest: document\r\nSec-Fetch-User: ?1\r\n"),
                         kPlace),
              kLeadsOn);
}

TEST(HandoverVisit, AnyOtherHostIsRefused) {
    for (const char* fields :
         {"", "Host: 127.0.0.1\r\n", "Host: localhost:4711\r\n", "Host: 127.0.0.1:47110\r\n",
          "Host: evil.example\r\n", "Host: evil.example:4711\r\n",
          "Host: 127.0.0.1:4711\r\nHost: 127.0.0.1:4711\r\n",
          "Host: 127.0.0.1:4711\r\nHost: evil.example\r\n", "X-Host: 127.0.0.1:4711\r\n"})
        EXPECT_EQ(judgeVisit(request(kGood, fields), kPlace), 403U) << fields;
}

TEST(HandoverVisit, OnlyTheWholeNameIsKnown) {
    for (const char* path : {"/", "/favicon.ico", "/0123abc", "/0123abcd/", "/0123abcd?x", "/0123ABCD",
                             "http://127.0.0.1:4711/0123abcd", "*"})
        EXPECT_EQ(judgeVisit(request(std::string("GET ") + path + " HTTP/1.1"), kPlace), 404U) << path;
}

TEST(HandoverVisit, OtherMethodsGetNothing) {
    for (const char* method : {"HEAD", "POST", "OPTIONS", "get", "PUT"})
        EXPECT_EQ(judgeVisit(request(std::string(method) + " /0123abcd HTTP/1.1"), kPlace), 405U) << method;
}

// A page can make the browser of this user ask, but it cannot make the browser say that its user wanted it.
TEST(HandoverVisit, WhatAPageOrABrowsersCuriosityAskedIsRefused) {
    for (const char* field : {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-origin",
                              "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Mode: cors",
                              "Sec-Fetch-Dest: iframe", "Sec-Fetch-Dest: empty", "Sec-Fetch-Dest: script",
                              "Sec-Purpose: prefetch;prerender", "Purpose: prefetch", "Sec-Fetch-Site:"})
        EXPECT_EQ(judgeVisit(request(kGood, kHost + field + "\r\n"), kPlace), 403U) << field;
}

TEST(HandoverVisit, WhatIsNoRequestIsMalformed) {
    for (const std::string& text :
         {std::string(), std::string("\r\n\r\n"), std::string("GET\r\n\r\n"), request("GET /0123abcd"),
          request("GET /0123abcd FTP/1.1"), request(kGood, kHost + "no colon\r\n"), request(kGood, ": x\r\n"),
          std::string(5000, 'x'), std::string("\x16\x03\x01\0\r\n\r\n", 8)})
        EXPECT_EQ(judgeVisit(text, kPlace), 400U) << text.substr(0, 60);
}

TEST(HandoverVisit, AnswersAreKeptNowhereAndTellNobody) {
    for (const unsigned status : {kLeadsOn, 400U, 403U, 404U, 405U}) {
        const std::string answer =
            answerFront(status) + (status == kLeadsOn ? "https://x/" + answerBack() : std::string());
        EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + std::to_string(status) + " ")) << answer;
        for (const char* field :
             {"\r\nCache-Control: no-store\r\n", "\r\nReferrer-Policy: no-referrer\r\n",
              "\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n",
              "\r\nContent-Length: 0\r\n", "\r\nConnection: close\r\n"})
            EXPECT_THAT(answer, testing::HasSubstr(field));
        EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
        EXPECT_EQ(answer.find("\r\n\r\n"), answer.size() - 4);
        EXPECT_EQ(answer.find("Location") != std::string::npos, status == kLeadsOn);
    }
}

} // namespace
} // namespace tanba::handover
