#include "app/demo/demo_keys.h"

#include "app/demo/demo_people.h"
#include "core/base/encoding.h"
#include "core/base/private_file.h"
#include "core/keys/pkcs12_writer.h"

namespace tanba::demo {

namespace {

using keys::KeyUsageBit;

constexpr std::string_view kEmailProtection = "1.3.6.1.5.5.7.3.4";
constexpr std::string_view kNaturalPerson = "1.2.398.3.3.4.1.1";
constexpr std::string_view kLegalEntity = "1.2.398.3.3.4.1.2";
constexpr std::string_view kFirstHead = "1.2.398.3.3.4.1.2.1";

struct Issued {
    crypto::PrivateKey key;
    keys::Certificate certificate;
};

keys::DemoHolder holderOf(keys::Owner owner, std::initializer_list<std::string_view> roles) {
    keys::DemoHolder holder;
    holder.owner = std::move(owner);
    holder.purposes = {Oid(kEmailProtection)};
    for (const std::string_view role : roles)
        holder.purposes.emplace_back(role);
    holder.usage = {KeyUsageBit::DigitalSignature, KeyUsageBit::NonRepudiation};
    return holder;
}

Result<Issued> issueTo(const keys::DemoAuthority& authority, const keys::DemoHolder& holder) {
    TANBA_TRY(crypto::PrivateKey key, keys::makeDemoKey(crypto::KeyAlgorithm::Gost2015_512));
    TANBA_TRY(keys::Certificate certificate, authority.issue(key.publicKey(), holder));
    return Issued{std::move(key), std::move(certificate)};
}

Result<DemoKeyFile> writeKeyFile(FileStore& files, const Issued& issued, std::string_view password,
                                 const std::filesystem::path& folder) {
    TANBA_TRY(const Bytes content,
              keys::writePkcs12(issued.key, issued.certificate, SecretBytes::copyOf(viewOf(password))));
    DemoKeyFile file{folder / ("GOST512_" + toHex(issued.certificate.subjectKeyId()) + ".p12"),
                     issued.certificate};
    TANBA_CHECK(writePrivateFile(files, file.path, IfExists::Refuse, content));
    return file;
}

} // namespace

Result<DemoKeyFiles> writeKeyFiles(FileStore& files, const keys::DemoAuthority& authority, Time now,
                                   const std::filesystem::path& folder) {
    TANBA_TRY(const Issued personKey, issueTo(authority, holderOf(person(), {kNaturalPerson})));
    keys::DemoHolder organisation = holderOf(head(), {kLegalEntity, kFirstHead});
    organisation.until = std::chrono::floor<std::chrono::seconds>(now) + kHeadKeyLife;
    TANBA_TRY(const Issued headKey, issueTo(authority, organisation));
    TANBA_TRY(DemoKeyFile personFile, writeKeyFile(files, personKey, kGivenPassword, folder));
    TANBA_TRY(DemoKeyFile headFile, writeKeyFile(files, headKey, kHeadPassword, folder));
    return DemoKeyFiles{std::move(personFile), std::move(headFile)};
}

Result<card::DemoKeys> makeCardKeys(const keys::DemoAuthority& authority) {
    TANBA_TRY(Issued issued, issueTo(authority, holderOf(person(), {kNaturalPerson})));
    card::DemoKeys made{authority.certificate(), {}};
    made.keys.push_back({"gost512", std::move(issued.key), std::move(issued.certificate)});
    return made;
}

} // namespace tanba::demo
