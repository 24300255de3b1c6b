// Writes a small test PKI for tests that drive the program from outside:
//     make_test_pki FOLDER
//         root.cer  authority.cer                            the authorities (GOST512)
//         person.p12  head.p12  revoked.p12  expired.p12     keys, password "Qwerty12"
//         rsa_login.p12  rsa_signing.p12  other.p12          RSA pair; a key of an authority nobody knows
//         system.p12  rsa_system.p12                         keys of an information system (GOST512, RSA)
//         demo_person.p12  demo_head.p12  demo_rsa_login.p12  demo_revoked.p12  demo_other.p12
//                                                            the same owners, marked as a demonstration
//         crl/authority.crl  crl/root.crl                    lists, valid from an hour ago for a day

#include "core/base/clock.h"
#include "core/base/der_writer.h"
#include "core/keys/certificate_writer_fields.h"
#include "core/keys/demo_certificate.h"
#include "tests/support/test_pki.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

using namespace tanba;
using crypto::KeyAlgorithm;

void write(const std::filesystem::path& path, ByteView content) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    if (!file.good()) {
        std::cerr << "cannot write " << path << std::endl;
        std::exit(1);
    }
}

test::CertificateProfile current(test::CertificateProfile profile, Time now) {
    profile.notBefore = now - std::chrono::days(30);
    profile.notAfter = now + std::chrono::days(335);
    return profile;
}

/// Nobody is bound by its signature.
test::CertificateProfile demonstration(test::CertificateProfile profile) {
    profile.moreExtensions.push_back(keys::extensionElement(keys::demonstrationOid(), true, der::null()));
    return profile;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: make_test_pki FOLDER" << std::endl;
        return 64;
    }
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder / "crl");
    const Time now = SystemClock().now();
    constexpr const char* password = "Qwerty12";

    auto root = test::Authority::makeRoot(KeyAlgorithm::Gost2015_512, "СЫНАҚ НЕГІЗГІ ОРТАЛЫҚ");
    auto authority = root.makeIntermediate(KeyAlgorithm::Gost2015_512, "СЫНАҚ ОРТАЛЫҚ");
    auto stranger = test::Authority::makeRoot(KeyAlgorithm::Gost2015_512, "БӨТЕН ОРТАЛЫҚ");
    write(folder / "root.cer", root.certificate().der());
    write(folder / "authority.cer", authority.certificate().der());

    const auto save = [&](const char* name, const test::Identity& identity) {
        write(folder / name, test::pkcs12File(identity, password));
    };
    using Profile = test::CertificateProfile;
    save("person.p12", authority.issue(KeyAlgorithm::Gost2015_512, current(Profile::person(), now)));
    save("head.p12", authority.issue(KeyAlgorithm::Gost2015_512, current(Profile::head(), now)));
    save("rsa_login.p12", authority.issue(KeyAlgorithm::Rsa, current(Profile::rsaLogin(), now)));
    save("rsa_signing.p12", authority.issue(KeyAlgorithm::Rsa, current(Profile::rsaSigning(), now)));
    save("other.p12", stranger.issue(KeyAlgorithm::Gost2015_512, current(Profile::person(), now)));
    Profile system = Profile::head();
    system.extendedKeyUsage = {"1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2",
                               "1.2.398.3.3.4.1.2.6"};
    save("system.p12", authority.issue(KeyAlgorithm::Gost2015_512, current(system, now)));
    save("rsa_system.p12", authority.issue(KeyAlgorithm::Rsa, current(system, now)));
    Profile past = Profile::person();
    past.notBefore = now - std::chrono::days(400);
    past.notAfter = now - std::chrono::days(35);
    save("expired.p12", authority.issue(KeyAlgorithm::Gost2015_512, past));
    const test::Identity revoked =
        authority.issue(KeyAlgorithm::Gost2015_512, current(Profile::person(), now));
    save("revoked.p12", revoked);

    save("demo_person.p12",
         authority.issue(KeyAlgorithm::Gost2015_512, demonstration(current(Profile::person(), now))));
    save("demo_head.p12",
         authority.issue(KeyAlgorithm::Gost2015_512, demonstration(current(Profile::head(), now))));
    save("demo_rsa_login.p12",
         authority.issue(KeyAlgorithm::Rsa, demonstration(current(Profile::rsaLogin(), now))));
    save("demo_other.p12",
         stranger.issue(KeyAlgorithm::Gost2015_512, demonstration(current(Profile::person(), now))));
    const test::Identity revokedDemo =
        authority.issue(KeyAlgorithm::Gost2015_512, demonstration(current(Profile::person(), now)));
    save("demo_revoked.p12", revokedDemo);

    std::vector<test::RevokedSerial> entries;
    for (const test::Identity* each : {&revoked, &revokedDemo}) {
        const ByteView serial = each->certificate.serial();
        entries.push_back({Bytes(serial.begin(), serial.end()), now - std::chrono::days(2), 1});
    }
    const Time from = now - std::chrono::hours(1);
    const Time until = now + std::chrono::hours(24);
    write(folder / "crl" / "authority.crl", authority.crl(entries, from, until));
    write(folder / "crl" / "root.crl", root.crl({}, from, until));
    return 0;
}
