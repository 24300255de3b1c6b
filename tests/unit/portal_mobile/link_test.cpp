#include "core/portal/mobile/link.h"

#include "core/portal/mobile/signing_hosts.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

namespace tanba::test {
namespace {

using namespace portal::mobile;

std::string readAs(const std::string& text) {
    const auto link = readLink(text);
    return link.ok() ? link.value().url : outcome(link);
}

TEST(MobileLink, EveryFormThatIsInUse) {
    const std::string address = "https://sign.example.kz/api/1?mgovSign&a=b";
    const std::string escaped = "https%3A%2F%2Fsign.example.kz%2Fapi%2F1%3FmgovSign%26a%3Db";
    for (const std::string& text :
         {"mobileSign:" + address, "mobilesign:" + address, " \tMOBILESIGN:" + address + "\r\n",
          "https://m.egov.kz/mobileSign/?link=" + escaped +
              "&isi=1476128386&ibi=kz.egov.mobile&apn=kz.mobile.mgov",
          "https://m.egov.kz/mobileSign?link=" + escaped, "https://m.egov.kz/businessSign/?link=" + escaped,
          "https://mgovsign.page.link/?link=" + escaped + "&isi=1476128386",
          "https://egovbusiness.page.link/?isi=1597880144&link=" + escaped,
          "https://mgovsign.page.link?link=" + escaped,
          "https://m.egov.kz/mobileSign/?link=mobileSign:" + escaped})
        EXPECT_EQ(readAs(text), address) << text;
}

TEST(MobileLink, OriginsAreAsTheyAreCompared) {
    EXPECT_EQ(readLink("mobileSign:HTTPS://Sign.Example.KZ:443/x").value().origin(),
              "https://sign.example.kz");
    EXPECT_EQ(readLink("mobileSign:https://sign.example.kz:8443/x").value().origin(),
              "https://sign.example.kz:8443");
}

TEST(MobileLink, NothingElse) {
    const std::vector<std::string> bad = {
        "",
        "mobileSign:",
        "mobileSign",
        "https://sign.example.kz/api/1?mgovSign",
        "mobileSign:http://sign.example.kz/",
        "mobileSign:ftp://sign.example.kz/",
        "mobileSign:file:///etc/passwd",
        "mobileSign:javascript:alert(1)",
        "mobileSign:mobileSign:https://sign.example.kz/",
        "mobileSign: https://sign.example.kz/",
        "mobileSign:https://user@sign.example.kz/",
        "mobileSign:https://user:secret@sign.example.kz/",
        "mobileSign:https://sign.example.kz:0443/",
        "mobileSign:https://sign.example.kz:99999/",
        "mobileSign:https://sign.example.kz/#part",
        "mobileSign:https://sign.example.kz/a b",
        "mobileSign:https://sign.example.kz/\r\nX: y",
        "mobileSign:https://sign.example.kz\\@other.example/",
        "mobileSign:https://127.0.0.1/",
        "mobileSign:https://[::1]/",
        "mobileSign:https://2130706433/",
        "mobileSign:https://0x7f000001/",
        "mobileSign:https://0x7f.1/",
        "mobileSign:https://a.1/",
        "mobileSign:https://localhost/",
        "mobileSign:https://intranet/",
        "mobileSign:https://қол.қз/",
        "mobileSign:https://./",
        "mobileSign:https://a..kz/",
        "https://m.egov.kz/mobileSign/",
        "https://m.egov.kz/mobileSign/?link=",
        "https://m.egov.kz/mobileSign/?other=https%3A%2F%2Fsign.example.kz%2F",
        "https://m.egov.kz/mobileSign/?link=https%3A%2F%2Fa.kz%2F&link=https%3A%2F%2Fb.kz%2F",
        "https://m.egov.kz/mobileSign/?link=https%3A%2F%2Fa.kz%2",
        "https://m.egov.kz/mobileSign/?link=https%3A%2F%2Fa.kz%2Fx%0D%0AHost:b",
        "https://m.egov.kz/mobileSign/?link=http%3A%2F%2Fsign.example.kz%2F",
        "https://m.egov.kz/other/?link=https%3A%2F%2Fsign.example.kz%2F",
        "https://m.egov.kz:8443/mobileSign/?link=https%3A%2F%2Fsign.example.kz%2F",
        "https://m.egov.kz.example/mobileSign/?link=https%3A%2F%2Fsign.example.kz%2F",
        "http://m.egov.kz/mobileSign/?link=https%3A%2F%2Fsign.example.kz%2F",
        "mobileSign:https://sign.example.kz/" + std::string(kMaxLink, 'x'),
        std::string("mobileSign:https://sign.example.kz/\0", 36)};
    for (const std::string& text : bad)
        EXPECT_EQ(readAs(text), "mobile.link_malformed") << text;
}

TEST(SigningHosts, OnlyTheVeryHostOfTheTable) {
    const SigningHosts& hosts = SigningHosts::builtIn();
    const auto allows = [&hosts](const std::string& url) {
        return hosts.allow(parseHttpAddress(url).value(), HostUse::Login) &&
               hosts.allow(parseHttpAddress(url).value(), HostUse::Bytes);
    };
    EXPECT_TRUE(allows("https://sigex.kz/api"));
    EXPECT_TRUE(allows("https://SIGEX.kz:443/"));
    for (const char* url : {"http://sigex.kz/", "https://sigex.kz:8443/", "https://www.sigex.kz/",
                            "https://sigex.kz.example/", "https://notsigex.kz/"})
        EXPECT_FALSE(allows(url)) << url;
}

TEST(SigningHosts, ATableIsReadWholeOrNotAtAll) {
    const auto good = SigningHosts::fromJson(R"({"hosts":[{"host":"a.kz","for":["bytes"]}]})");
    ASSERT_TRUE(good.ok());
    EXPECT_TRUE(good.value().allow(parseHttpAddress("https://a.kz/").value(), HostUse::Bytes));
    EXPECT_FALSE(good.value().allow(parseHttpAddress("https://a.kz/").value(), HostUse::Login));
    for (const char* bad :
         {"", "[]", "{}", R"({"hosts":1})", R"({"hosts":[1]})", R"({"hosts":[{"host":"a.kz"}]})",
          R"({"hosts":[{"host":"A.kz","for":[]}]})", R"({"hosts":[{"host":"a.kz/x","for":[]}]})",
          R"({"hosts":[{"host":"*.kz","for":[]}]})", R"({"hosts":[{"host":"a.kz","for":["all"]}]})"})
        EXPECT_EQ(outcome(SigningHosts::fromJson(bad)), "input.unknown_format") << bad;
}

} // namespace
} // namespace tanba::test
