#include "app/net/http_transport.h"

#include "tests/support/loopback_server.h"
#include "tests/support/outcome.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tanba::net {
namespace {

using namespace std::chrono_literals;
using test::LoopbackServer;
using test::outcome;
using test::ServedConnection;
using test::ServedRequest;
using testing::HasSubstr;

// Far more than anything here needs, and far less than a test may last: who waits for it in vain is seen.
constexpr auto kPlenty = 20s;
// What a "quick" end may take on a machine that is busy with a build.
constexpr auto kQuick = 5s;

HttpRequest get(const std::string& url, std::size_t maxAnswer = 1000) {
    HttpRequest request;
    request.url = url;
    request.maxAnswer = maxAnswer;
    request.within = kPlenty;
    return request;
}

Result<HttpAnswer> ask(const HttpRequest& request, const CancelToken* cancel = nullptr) {
    return NetworkTransport(NetworkSettings{kPlenty, {}}).send(request, {cancel, nullptr});
}

/// What comes of one answer, sent as it stands and then closed.
Result<HttpAnswer> answered(const std::string& bytes, std::size_t maxAnswer = 1000) {
    LoopbackServer server(
        [&](const ServedRequest&, ServedConnection& connection) { connection.send(bytes); });
    return ask(get(server.address(), maxAnswer));
}

std::string bodyOf(const Result<HttpAnswer>& answer) {
    return answer.ok() ? std::string(asText(answer.value().body)) : outcome(answer);
}

TEST(HttpTransport, AGetIsOnePlainRequest) {
    LoopbackServer server([](const ServedRequest&, ServedConnection& connection) {
        connection.send(test::httpAnswer("200 OK", "application/pkix-crl", toBytes("list")));
    });
    const auto answer = ask(get(server.address("/a/b.crl?c=d")));
    ASSERT_EQ(outcome(answer), "ok") << answer.failure().detail;
    EXPECT_EQ(answer.value().status, 200);
    EXPECT_EQ(answer.value().contentType, "application/pkix-crl");
    EXPECT_EQ(bodyOf(answer), "list");
    ASSERT_EQ(server.requests().size(), 1U);
    const ServedRequest request = server.requests().front();
    EXPECT_EQ(request.line(), "GET /a/b.crl?c=d HTTP/1.1");
    EXPECT_EQ(request.field("Host"), "127.0.0.1:" + std::to_string(server.port()));
    EXPECT_EQ(request.field("User-Agent"), "Tanba");
    EXPECT_EQ(request.field("Connection"), "close");
    EXPECT_EQ(request.field("Accept-Encoding"), "identity");
    EXPECT_EQ(request.field("Cookie"), "");
    EXPECT_TRUE(request.body.empty());
}

TEST(HttpTransport, APostCarriesItsBody) {
    LoopbackServer server([](const ServedRequest& request, ServedConnection& connection) {
        connection.send(test::httpAnswer("200 OK", "x/y", request.body));
    });
    HttpRequest request = get(server.address());
    request.method = HttpRequest::Method::Post;
    request.contentType = "application/ocsp-request";
    request.body = Bytes{0, 1, 2, 13, 10, 13, 10, 255};
    const auto answer = ask(request);
    ASSERT_EQ(outcome(answer), "ok");
    EXPECT_EQ(answer.value().body, request.body);
    EXPECT_EQ(server.requests().front().line(), "POST / HTTP/1.1");
    EXPECT_EQ(server.requests().front().field("Content-Type"), "application/ocsp-request");
}

TEST(HttpTransport, AnswersOfAllThreeKindsOfLengthAreRead) {
    EXPECT_EQ(bodyOf(answered("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour")), "four");
    EXPECT_EQ(bodyOf(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "3;name=value\r\none\r\n4\r\n two\r\n0\r\nTrailer: x\r\n\r\n")),
              "one two");
    EXPECT_EQ(bodyOf(answered("HTTP/1.0 200 OK\r\n\r\nuntil the end")), "until the end");
    EXPECT_EQ(bodyOf(answered("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")), "");
}

TEST(HttpTransport, AnErrorOfTheServersIsItsAnswer) {
    const auto answer = answered("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno");
    ASSERT_EQ(outcome(answer), "ok");
    EXPECT_EQ(answer.value().status, 404);
}

TEST(HttpTransport, RedirectsAreNotFollowed) {
    LoopbackServer other([](const ServedRequest&, ServedConnection&) {});
    for (const char* status : {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"}) {
        const auto answer = answered("HTTP/1.1 " + std::string(status) + "\r\nLocation: " + other.address() +
                                     "\r\nContent-Length: 0\r\n\r\n");
        EXPECT_EQ(outcome(answer), "network.answer_wrong") << status;
    }
    EXPECT_TRUE(other.requests().empty());
}

TEST(HttpTransport, ADeclaredLengthBeyondTheLimitIsRefusedBeforeTheBody) {
    LoopbackServer server([](const ServedRequest&, ServedConnection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
        connection.hold();
    });
    EXPECT_EQ(outcome(ask(get(server.address(), 1000))), "network.answer_too_large");
}

TEST(HttpTransport, AnEndlessAnswerIsRefusedAtTheLimit) {
    const std::string chunk = "400\r\n" + std::string(0x400, 'x') + "\r\n";
    for (const std::string& head : {std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                                    std::string("HTTP/1.0 200 OK\r\n\r\n")}) {
        LoopbackServer server([&](const ServedRequest&, ServedConnection& connection) {
            connection.send(head);
            while (connection.send(chunk)) {
            }
        });
        EXPECT_EQ(outcome(ask(get(server.address(), 100'000))), "network.answer_too_large") << head;
    }
}

TEST(HttpTransport, AnAnswerOfExactlyTheLimitIsTaken) {
    const std::string body(1000, 'x');
    EXPECT_EQ(bodyOf(answered("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + body)), body);
    EXPECT_EQ(bodyOf(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + body +
                              "\r\n0\r\n\r\n")),
              body);
}

TEST(HttpTransport, AnAnswerThatIsCutOffIsWrong) {
    const std::string whole = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789";
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{5}, std::size_t{20}, whole.size() - 10, whole.size() - 1})
        EXPECT_EQ(outcome(answered(whole.substr(0, size))), "network.answer_wrong") << size;
    EXPECT_EQ(outcome(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")),
              "network.answer_wrong");
}

TEST(HttpTransport, WhatIsNoHttpIsWrong) {
    for (const char* garbage :
         {"SSH-2.0-OpenSSH\r\n", "\x16\x03\x01\x02\x03\x04", "HTTP/9.9 200 OK\r\n\r\n",
          "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 100 Continue\r\n\r\n"})
        EXPECT_EQ(outcome(answered(garbage)), "network.answer_wrong") << garbage;
}

TEST(HttpTransport, HeadingsAreBounded) {
    const auto endless = [](const std::string& start, const std::string& more) {
        LoopbackServer server([&](const ServedRequest&, ServedConnection& connection) {
            connection.send(start);
            while (connection.send(more)) {
            }
        });
        return outcome(ask(get(server.address(), 1'000'000)));
    };
    const std::string page(4096, 'x');
    EXPECT_EQ(endless("HTTP/1.1 200 ", page), "network.answer_wrong");
    EXPECT_EQ(endless("HTTP/1.1 200 OK\r\n", "A: " + page + "\r\n"), "network.answer_wrong");
    EXPECT_EQ(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", page),
              "network.answer_wrong");
    EXPECT_EQ(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "A: " + page + "\r\n"),
              "network.answer_wrong");
}

TEST(HttpTransport, AServerThatNeverAnswersCostsTheTimeOfTheRequest) {
    for (const char* start :
         {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"}) {
        LoopbackServer server([&](const ServedRequest&, ServedConnection& connection) {
            connection.send(std::string_view(start));
            connection.hold();
        });
        HttpRequest request = get(server.address());
        request.within = 100ms;
        const auto begin = std::chrono::steady_clock::now();
        const auto answer = ask(request);
        const auto took = std::chrono::steady_clock::now() - begin;
        EXPECT_EQ(outcome(answer), "network.timeout") << start;
        EXPECT_GE(took, 100ms);
        EXPECT_LT(took, kQuick);
    }
}

TEST(HttpTransport, AServerThatFallsSilentIsLeftBeforeTheTimeOfTheRequest) {
    LoopbackServer server([](const ServedRequest&, ServedConnection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
        connection.hold();
    });
    HttpRequest request = get(server.address());
    request.silence = 100ms;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(outcome(ask(request)), "network.timeout");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, kQuick);
}

TEST(HttpTransport, AServerThatGoesOnSendingIsNotSilent) {
    LoopbackServer server([](const ServedRequest&, ServedConnection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (connection.send("1\r\nx\r\n")) {
        }
    });
    HttpRequest request = get(server.address(), std::size_t{1} << 40U);
    request.within = 1s;
    request.silence = 500ms;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(outcome(ask(request)), "network.timeout");
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 1s) << "the whole time of the request";
}

TEST(HttpTransport, DroppingInByteByByteDoesNotStretchTheTime) {
    LoopbackServer server([](const ServedRequest&, ServedConnection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        // One byte for each time that the client is ready for it.
        while (connection.send("1\r\nx\r\n")) {
        }
    });
    HttpRequest request = get(server.address(), std::size_t{1} << 40U);
    request.within = 200ms;
    EXPECT_EQ(outcome(ask(request)), "network.timeout");
}

TEST(HttpTransport, ACancelEndsTheWait) {
    LoopbackServer server([](const ServedRequest&, ServedConnection& connection) { connection.hold(); });
    CancelToken cancel;
    std::chrono::steady_clock::time_point cancelledAt;
    std::jthread user([&] {
        server.waitForRequests(1);
        cancelledAt = std::chrono::steady_clock::now();
        cancel.cancel();
    });
    const auto answer = ask(get(server.address()), &cancel);
    const auto ended = std::chrono::steady_clock::now();
    user.join();
    EXPECT_EQ(outcome(answer), "cancelled");
    EXPECT_LT(ended - cancelledAt, kQuick);
}

TEST(HttpTransport, WhatIsCancelledBeforeIsNotAsked) {
    LoopbackServer server([](const ServedRequest&, ServedConnection&) {});
    CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(outcome(ask(get(server.address()), &cancel)), "cancelled");
    EXPECT_TRUE(server.requests().empty());
}

/// A port of this machine that nobody listens at.
class Port {
  public:
    explicit Port(bool listening) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        EXPECT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&address), size), 0);
        EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
        port_ = ntohs(address.sin_port);
        if (listening) {
            EXPECT_EQ(listen(socket_, 0), 0);
        }
    }
    ~Port() { close(socket_); }
    std::string address() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

  private:
    int socket_;
    std::uint16_t port_ = 0;
};

TEST(HttpTransport, AClosedPortIsUnavailable) {
    const Port closed(false);
    const auto answer = ask(get(closed.address()));
    EXPECT_EQ(outcome(answer), "network.unavailable");
    EXPECT_EQ(answer.failure().subject, "127.0.0.1");
}

TEST(HttpTransport, AConnectionThatIsNeverTakenTimesOut) {
    // Its queue holds one connection that nobody takes; the system lets every other wait.
    const Port full(true);
    HttpRequest request = get(full.address());
    request.within = 300ms;
    const NetworkSettings settings{100ms, {}};
    for (int attempt = 0; attempt < 4; ++attempt)
        EXPECT_EQ(outcome(NetworkTransport(settings).send(request, {})), "network.timeout");
}

TEST(HttpTransport, EveryAddressOfAHostIsTried) {
    // "localhost" may be ::1 first, where nobody listens.
    LoopbackServer server([](const ServedRequest&, ServedConnection& connection) {
        connection.send(test::httpAnswer("200 OK", "x/y", toBytes("here")));
    });
    EXPECT_EQ(bodyOf(ask(get("http://localhost:" + std::to_string(server.port()) + "/"))), "here");
}

TEST(HttpTransport, AHostThatDoesNotExistIsAFailure) {
    // RFC 6761: no name server may know it.
    HttpRequest request = get("http://nowhere.invalid/");
    request.within = 3s;
    const auto answer = ask(request);
    ASSERT_FALSE(answer.ok());
    EXPECT_THAT(outcome(answer), testing::AnyOf("network.unavailable", "network.timeout"));
    EXPECT_EQ(answer.failure().subject, "nowhere.invalid");
}

TEST(HttpTransport, OtherAddressesAreRefused) {
    for (const char* url :
         {"", "ftp://127.0.0.1/", "http://", "http://user@127.0.0.1/", "http://[::1]/", "/path"})
        EXPECT_EQ(outcome(ask(get(url))), "network.address_refused") << url;
}

} // namespace
} // namespace tanba::net
