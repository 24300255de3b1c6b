#include "app/net/public_address.h"

#include "app/net/http_transport.h"
#include "tests/support/loopback_server.h"
#include "tests/support/outcome.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

namespace tanba::net {
namespace {

IpAddress addressOf(const std::string& text) {
    IpAddress address(text.find(':') == std::string::npos ? 4 : 16);
    const int family = address.size() == 4 ? AF_INET : AF_INET6;
    EXPECT_EQ(::inet_pton(family, text.c_str(), address.data()), 1) << text;
    return address;
}

TEST(PublicAddress, WhatTheInternetHas) {
    for (const char* text :
         {"1.1.1.1",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255",  "100.128.0.0",
          "126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",     "172.15.255.255",
          "172.32.0.0",      "192.0.1.0",       "192.0.3.0",       "192.167.255.255", "192.169.0.0",
          "198.17.255.255",  "198.20.0.0",      "198.51.99.255",   "203.0.114.0",     "223.255.255.255",
          "2a00::1",         "2001:200::1",     "2001:db7::1",     "2001:db9::1",     "2003::1",
          "3ffd::1",         "64:ff9b::1.1.1.1"})
        EXPECT_TRUE(isPublicAddress(addressOf(text))) << text;
}

TEST(PublicAddress, EveryOtherNetwork) {
    for (const char* text :
         {"0.0.0.0",         "0.1.2.3",        "10.0.0.1",        "10.255.255.255",  "100.64.0.0",
          "100.127.255.255", "127.0.0.1",      "127.255.255.255", "169.254.169.254", "172.16.0.0",
          "172.31.255.255",  "192.0.0.1",      "192.0.2.1",       "192.88.99.1",     "192.168.0.1",
          "198.18.0.0",      "198.19.255.255", "198.51.100.1",    "203.0.113.255",   "224.0.0.1",
          "239.255.255.255", "240.0.0.1",      "255.255.255.255"})
        EXPECT_FALSE(isPublicAddress(addressOf(text))) << text;
}

TEST(PublicAddress, EveryOtherNetworkOfVersionSix) {
    for (const char* text : {"::",
                             "::1",
                             "::1.1.1.1",
                             "::ffff:127.0.0.1",
                             "::ffff:1.1.1.1",
                             "::ffff:0:1.1.1.1",
                             "fc00::1",
                             "fdff::1",
                             "fe80::1",
                             "febf::1",
                             "fec0::1",
                             "ff02::1",
                             "2001::1",
                             "2001:0:4136:e378::1",
                             "2001:2::1",
                             "2001:db8::1",
                             "2002:7f00:1::",
                             "2002:101:101::",
                             "3ffe::1",
                             "3fff::1",
                             "3fff:fff::1",
                             "64:ff9b::127.0.0.1",
                             "64:ff9b::10.0.0.1",
                             "64:ff9b:1::1.1.1.1",
                             "100::1",
                             "4000::1",
                             "8000::1"})
        EXPECT_FALSE(isPublicAddress(addressOf(text))) << text;
}

TEST(PublicAddress, NoAddressIsNotPublic) {
    EXPECT_FALSE(isPublicAddress({}));
    EXPECT_FALSE(isPublicAddress({1, 1, 1}));
    EXPECT_FALSE(isPublicAddress(IpAddress(15, 0x20)));
}

/// However its host is written: as a name, and as the system reads numbers.
TEST(PublicAddress, ThisMachineIsNotAskedWhenOnlyThePublicMayBe) {
    test::LoopbackServer server([](const test::ServedRequest&, test::ServedConnection& connection) {
        connection.send(test::httpAnswer("200 OK", "text/plain", toBytes("secret")));
    });
    const std::string port = std::to_string(server.port());
    for (const char* host : {"127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "0"}) {
        HttpRequest request;
        request.url = "http://" + std::string(host) + ":" + port + "/";
        request.maxAnswer = 100;
        request.reach = HttpRequest::Reach::PublicOnly;
        const auto answer = NetworkTransport().send(request, {});
        EXPECT_EQ(test::outcome(answer), "network.address_refused") << host;
    }
    EXPECT_TRUE(server.requests().empty());
}

} // namespace
} // namespace tanba::net
