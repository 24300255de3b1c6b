// Writes what a test needs that plays the authority's servers on a port of this machine:
//     make_online_pki FOLDER PORT
// and in FOLDER/gost and FOLDER/rsa, one PKI each:
//     root.cer                                    the authority, which issues everything here itself
//     person.p12  revoked.p12                     keys, password "Qwerty12"; their certificates name the
//     servers person.cer  revoked.cer good.ocsp  revoked.ocsp  unknown.ocsp       answers about the person,
//     or the revoked one other.ocsp  stranger.ocsp  stale.ocsp  nonce.ocsp      answers that say nothing
//     about the person list.crl  expired.crl  stranger.crl  delta.crl         the delta revokes the person
//     root.pem  responder.pem  responder.key                 for `openssl ocsp`

#include "core/base/clock.h"
#include "core/base/encoding.h"
#include "tests/support/online_extensions.h"
#include "tests/support/test_pki.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

namespace {

using namespace tanba;
using crypto::KeyAlgorithm;
using test::OcspStatus;
namespace fs = std::filesystem;

void write(const fs::path& path, ByteView content) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    if (!file.good()) {
        std::cerr << "cannot write " << path << std::endl;
        std::exit(1);
    }
}

void writePem(const fs::path& path, std::string_view label, ByteView content) {
    write(path, viewOf(toPem(label, content)));
}

test::CertificateProfile current(test::CertificateProfile profile, Time now) {
    profile.notBefore = now - std::chrono::days(30);
    profile.notAfter = now + std::chrono::days(335);
    return profile;
}

Bytes serialOf(const keys::Certificate& certificate) {
    return Bytes(certificate.serial().begin(), certificate.serial().end());
}

class Writer {
  public:
    Writer(const fs::path& folder, KeyAlgorithm algorithm, const std::string& server)
        : folder_(folder), algorithm_(algorithm), root_(test::Authority::makeRoot(algorithm, "ЖЕЛІ СЫНАҒЫ")),
          stranger_(test::Authority::makeRoot(algorithm, "БӨТЕН ОРТАЛЫҚ")) {
        test::CertificateProfile profile = current(test::CertificateProfile::person(), now_);
        profile.moreExtensions =
            test::onlineExtensions({server + "/ocsp", {server + "/list.crl"}, server + "/delta.crl"});
        fs::create_directories(folder);
        person_ = issue("person", profile);
        revoked_ = issue("revoked", profile);
        write(folder / "root.cer", root_.certificate().der());
    }

    void writeAnswers() {
        const auto responderProfile = current(test::CertificateProfile::ocspResponder(), now_);
        const test::Identity responder = root_.issue(algorithm_, responderProfile);
        const test::Identity impostor = stranger_.issue(algorithm_, responderProfile);
        const auto save = [this](const char* name, const test::Identity& subject, OcspStatus status,
                                 Time producedAt, const test::Identity& signer, const Bytes& nonce = {}) {
            write(folder_ / name, root_.ocspResponse(subject.certificate, status, producedAt, &signer,
                                                     now_ - std::chrono::days(2), nonce));
        };
        save("good.ocsp", *person_, OcspStatus::Good, now_, responder);
        save("revoked.ocsp", *revoked_, OcspStatus::Revoked, now_, responder);
        save("unknown.ocsp", *person_, OcspStatus::NotKnown, now_, responder);
        save("other.ocsp", *revoked_, OcspStatus::Good, now_, responder);
        save("stranger.ocsp", *person_, OcspStatus::Revoked, now_, impostor);
        save("stale.ocsp", *person_, OcspStatus::Good, now_ - std::chrono::days(1), responder);
        save("nonce.ocsp", *person_, OcspStatus::Good, now_, responder, toBytes("of another question"));
        writePem(folder_ / "root.pem", "CERTIFICATE", root_.certificate().der());
        writePem(folder_ / "responder.pem", "CERTIFICATE", responder.certificate.der());
        const auto key = responder.key->toPkcs8();
        writePem(folder_ / "responder.key", "PRIVATE KEY", key.value().view());
    }

    void writeLists() {
        const Time from = now_ - std::chrono::hours(1);
        const Time until = now_ + std::chrono::hours(24);
        const test::RevokedSerial entry{serialOf(revoked_->certificate), now_ - std::chrono::days(2), 1};
        write(folder_ / "list.crl", root_.crl({entry}, from, until));
        write(folder_ / "expired.crl", root_.crl({entry}, from - std::chrono::days(3), from));
        write(folder_ / "stranger.crl", stranger_.crl({}, from, until));
        write(folder_ / "delta.crl",
              root_.deltaCrl({{serialOf(person_->certificate), now_ - std::chrono::minutes(40), 1}},
                             now_ - std::chrono::minutes(30), until));
    }

  private:
    std::optional<test::Identity> issue(const std::string& name, const test::CertificateProfile& profile) {
        const test::Identity identity = root_.issue(algorithm_, profile);
        write(folder_ / (name + ".p12"), test::pkcs12File(identity, "Qwerty12"));
        write(folder_ / (name + ".cer"), identity.certificate.der());
        return identity;
    }

    const fs::path folder_;
    const KeyAlgorithm algorithm_;
    const Time now_ = SystemClock().now();
    test::Authority root_;
    test::Authority stranger_;
    std::optional<test::Identity> person_;
    std::optional<test::Identity> revoked_;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: make_online_pki FOLDER PORT" << std::endl;
        return 64;
    }
    const fs::path folder = argv[1];
    const std::string server = std::string("http://127.0.0.1:") + argv[2];
    for (const auto& [name, algorithm] :
         {std::pair("gost", KeyAlgorithm::Gost2015_512), std::pair("rsa", KeyAlgorithm::Rsa)}) {
        Writer writer(folder / name, algorithm, server + "/" + name);
        writer.writeAnswers();
        writer.writeLists();
    }
    return 0;
}
