#include "core/base/http_address.h"

#include "tests/support/outcome.h"

#include <gtest/gtest.h>

namespace tanba {
namespace {

using test::outcome;

HttpAddress read(std::string_view text) {
    const auto address = parseHttpAddress(text);
    EXPECT_EQ(outcome(address), "ok") << text;
    return address.ok() ? address.value() : HttpAddress{};
}

struct GoodRow {
    std::string_view text;
    HttpAddress::Scheme scheme;
    std::string_view host;
    std::uint16_t port;
    std::string_view target;
    std::string_view authority;
};

TEST(HttpAddress, PartsAreRead) {
    using enum HttpAddress::Scheme;
    const GoodRow rows[] = {
        {"http://ocsp.pki.gov.kz/", Http, "ocsp.pki.gov.kz", 80, "/", "ocsp.pki.gov.kz"},
        {"http://ocsp.pki.gov.kz", Http, "ocsp.pki.gov.kz", 80, "/", "ocsp.pki.gov.kz"},
        {"HTTP://CRL.PKI.gov.kz/Nca.CRL", Http, "crl.pki.gov.kz", 80, "/Nca.CRL", "crl.pki.gov.kz"},
        {"https://a-b.kz?x=1", Https, "a-b.kz", 443, "/?x=1", "a-b.kz"},
        {"http://a.kz:8080/x/y?z=%20+&=", Http, "a.kz", 8080, "/x/y?z=%20+&=", "a.kz:8080"},
        {"http://a.kz:443/", Http, "a.kz", 443, "/", "a.kz:443"},
        {"https://a.kz:443/", Https, "a.kz", 443, "/", "a.kz"},
        {"http://127.0.0.1:1/", Http, "127.0.0.1", 1, "/", "127.0.0.1:1"},
        {"http://a.kz:65535/", Http, "a.kz", 65535, "/", "a.kz:65535"},
    };
    for (const GoodRow& row : rows) {
        const HttpAddress address = read(row.text);
        EXPECT_EQ(address.scheme, row.scheme) << row.text;
        EXPECT_EQ(address.host, row.host) << row.text;
        EXPECT_EQ(address.port, row.port) << row.text;
        EXPECT_EQ(address.target, row.target) << row.text;
        EXPECT_EQ(address.authority(), row.authority) << row.text;
    }
}

TEST(HttpAddress, EverythingElseIsRefused) {
    const std::string longLabel(64, 'a');
    std::string longHost;
    while (longHost.size() <= 253)
        longHost += "abcdefgh.";
    for (const std::string& text :
         std::initializer_list<std::string>{"",
                                            "http",
                                            "http:",
                                            "http:/a.kz",
                                            "http://",
                                            "http:///path",
                                            "ftp://a.kz/",
                                            "file:///etc/passwd",
                                            "//a.kz/",
                                            "a.kz",
                                            " http://a.kz/",
                                            "http://a.kz /",
                                            "http://a..kz/",
                                            "http://.a.kz/",
                                            "http://a.kz./",
                                            "http://-a.kz/",
                                            "http://a-.kz/",
                                            "http://a_b.kz/",
                                            "http://a.kz:/",
                                            "http://a.kz:0/",
                                            "http://a.kz:01/",
                                            "http://a.kz:65536/",
                                            "http://a.kz:80a/",
                                            "http://a.kz:-1/",
                                            "http://a.kz:80:80/",
                                            "http://user@a.kz/",
                                            "http://user:word@a.kz/",
                                            "http://a.kz@b.kz/",
                                            "http://a.kz\\@b.kz/",
                                            "http://[::1]/",
                                            "http://a.kz#f",
                                            "http://a.kz/#f",
                                            "http://a.kz/a b",
                                            "http://a.kz/\r\nHost: b.kz",
                                            "http://a.kz/\x7f",
                                            "http://a.kz/\xd2\xb1",
                                            "http://\xd0\xb0.kz/",
                                            "http://a.kz/\"",
                                            "http://a.kz/<",
                                            "http://a.kz/^",
                                            "http://a.kz/`",
                                            "http://a.kz/{",
                                            "http://a.kz/|",
                                            std::string("http://a.kz/\0", 13),
                                            "http://" + longLabel + ".kz/",
                                            "http://" + longHost + "kz/",
                                            "http://a.kz/" + std::string(kMaxHttpAddress, 'x')})
        EXPECT_EQ(outcome(parseHttpAddress(text)), "network.address_refused") << text;
}

TEST(HttpAddress, NoPrefixOfAnAddressIsMistakenForIt) {
    const std::string whole = "https://a.kz:8443/path?query";
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto address = parseHttpAddress(whole.substr(0, size));
        if (address.ok()) {
            EXPECT_TRUE(whole.starts_with("https://" + address.value().host)) << size;
        }
    }
}

} // namespace
} // namespace tanba
