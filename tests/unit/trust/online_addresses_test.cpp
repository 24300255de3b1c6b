#include "core/trust/online_addresses.h"

#include "core/base/der_writer.h"
#include "core/trust/online_hosts.h"
#include "tests/unit/trust/online_test_support.h"

#include <gmock/gmock.h>

namespace tanba::trust {
namespace {

using test::outcome;
using testing::ElementsAre;
using testing::IsEmpty;

keys::Certificate certificateWith(const std::vector<Bytes>& extensions) {
    static test::Authority root = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    test::CertificateProfile profile;
    profile.moreExtensions = extensions;
    return root.issue(crypto::KeyAlgorithm::Ec, profile).certificate;
}

Bytes extension(std::string_view type, const Bytes& value) {
    return der::sequence({der::oid(Oid(type)), der::octetString(value)});
}

TEST(OnlineAddresses, AreReadFromThreeExtensions) {
    const OnlineAddresses addresses = onlineAddressesOf(
        certificateWith(test::onlineExtensions({"http://o/", {"http://a/1", "http://b/2"}, "http://d/"})));
    EXPECT_THAT(addresses.responders, ElementsAre("http://o/"));
    EXPECT_THAT(addresses.lists, ElementsAre("http://a/1", "http://b/2"));
    EXPECT_THAT(addresses.deltas, ElementsAre("http://d/"));
}

TEST(OnlineAddresses, ACertificateWithoutThemHasNone) {
    const OnlineAddresses addresses = onlineAddressesOf(certificateWith({}));
    EXPECT_THAT(addresses.responders, IsEmpty());
    EXPECT_THAT(addresses.lists, IsEmpty());
    EXPECT_THAT(addresses.deltas, IsEmpty());
}

TEST(OnlineAddresses, OnlyAFewAreLookedAt) {
    const std::vector<std::string> many(100, "http://a/");
    EXPECT_EQ(onlineAddressesOf(certificateWith(test::onlineExtensions({{}, many, {}}))).lists.size(),
              kMaxOnlineAddresses);
}

TEST(OnlineAddresses, OtherWaysOfAccessAndOtherNamesAreLeftOut) {
    const Bytes address = der::element(der::context(6), viewOf("http://i/"));
    const Bytes name = der::element(der::context(2), viewOf("host"));
    const Bytes access = der::sequence({der::sequence({der::oid(Oid("1.3.6.1.5.5.7.48.2")), address}),
                                        der::sequence({der::oid(Oid("1.3.6.1.5.5.7.48.1")), name})});
    EXPECT_THAT(onlineAddressesOf(certificateWith({extension("1.3.6.1.5.5.7.1.1", access)})).responders,
                IsEmpty());
}

TEST(OnlineAddresses, DamagedExtensionsGiveNone) {
    for (const char* type : {"1.3.6.1.5.5.7.1.1", "2.5.29.31", "2.5.29.46"})
        for (const Bytes& value : {Bytes{}, Bytes{0x30, 5, 1}, der::sequence({der::null()}), der::null()}) {
            const OnlineAddresses addresses = onlineAddressesOf(certificateWith({extension(type, value)}));
            EXPECT_TRUE(addresses.responders.empty() && addresses.lists.empty() && addresses.deltas.empty())
                << type;
        }
}

TEST(OnlineAddresses, TheAuthoritysOwnCertificatesNameListedHosts) {
    TANBA_NEEDS_FIXTURES();
    const auto authority = keys::Certificate::fromDer(test::fixture("ca/prod_nca_gost_2022.der"));
    ASSERT_TRUE(authority.ok());
    const OnlineAddresses addresses = onlineAddressesOf(authority.value());
    ASSERT_FALSE(addresses.lists.empty());
    const auto hosts = OnlineHosts::builtIn();
    ASSERT_TRUE(hosts.ok());
    for (const std::string& text : addresses.lists) {
        const auto address = parseHttpAddress(text);
        ASSERT_TRUE(address.ok()) << text;
        EXPECT_TRUE(hosts.value().allow(address.value(), OnlineUse::Lists)) << text;
    }
}

bool allows(const OnlineHosts& hosts, std::string_view address, OnlineUse use) {
    const auto parsed = parseHttpAddress(address);
    return parsed.ok() && hosts.allow(parsed.value(), use);
}

TEST(OnlineHosts, OnlyTheAuthoritysAreBuiltIn) {
    const auto hosts = OnlineHosts::builtIn();
    ASSERT_TRUE(hosts.ok());
    EXPECT_TRUE(allows(hosts.value(), "http://ocsp.pki.gov.kz/", OnlineUse::Status));
    EXPECT_TRUE(allows(hosts.value(), "http://OCSP.pki.gov.kz/any", OnlineUse::Status));
    EXPECT_TRUE(allows(hosts.value(), "http://crl.pki.gov.kz/nca_gost_2022.crl", OnlineUse::Lists));
    EXPECT_TRUE(allows(hosts.value(), "http://crl1.pki.gov.kz/nca_d_gost_2022.crl", OnlineUse::Lists));
    for (const char* address :
         {"http://ocsp.pki.gov.kz:8080/", "http://ocsp.pki.gov.kz.evil.kz/", "http://evil.kz/ocsp.pki.gov.kz",
          "http://xocsp.pki.gov.kz/", "http://pki.gov.kz/", "http://127.0.0.1/", "http://crl.pki.gov.kz/"})
        EXPECT_FALSE(allows(hosts.value(), address, OnlineUse::Status)) << address;
    EXPECT_FALSE(allows(hosts.value(), "http://ocsp.pki.gov.kz/", OnlineUse::Lists));
}

TEST(OnlineHosts, ATableOfTheUsersIsAdded) {
    test::MemoryFileStore disk;
    disk.putFolder("/none");
    disk.put("/yours/online-hosts.json",
             toBytes(R"({"hosts":[{"host":"ca.firm.kz:8080","for":["status","lists"]}]})"));
    auto hosts = OnlineHosts::builtIn();
    ASSERT_TRUE(hosts.ok());
    EXPECT_EQ(outcome(hosts.value().addFolder(disk, "/none")), "ok");
    EXPECT_FALSE(allows(hosts.value(), "http://ca.firm.kz:8080/", OnlineUse::Status));
    EXPECT_EQ(outcome(hosts.value().addFolder(disk, "/yours")), "ok");
    EXPECT_TRUE(allows(hosts.value(), "http://ca.firm.kz:8080/", OnlineUse::Status));
    EXPECT_FALSE(allows(hosts.value(), "http://ca.firm.kz/", OnlineUse::Status));
    EXPECT_TRUE(allows(hosts.value(), "http://ocsp.pki.gov.kz/", OnlineUse::Status));
}

TEST(OnlineHosts, WhatIsNoTableIsRefused) {
    for (const char* text :
         {"", "null", "[]", "{}", R"({"hosts":{}})", R"({"hosts":[1]})", R"({"hosts":[{"host":"a.kz"}]})",
          R"({"hosts":[{"host":1,"for":[]}]})", R"({"hosts":[{"host":"a.kz/path","for":["lists"]}]})",
          R"({"hosts":[{"host":"A.kz","for":["lists"]}]})",
          R"({"hosts":[{"host":"a.kz:80","for":["lists"]}]})",
          R"({"hosts":[{"host":"*.kz","for":["lists"]}]})", R"({"hosts":[{"host":"a.kz","for":["Lists"]}]})",
          R"({"hosts":[{"host":"a.kz","for":[1]}]})"})
        EXPECT_EQ(outcome(OnlineHosts::fromJson(text)), "trust.folder_unusable") << text;
}

} // namespace
} // namespace tanba::trust
