#include "tests/unit/sign/cms_test_support.h"

#include "core/base/der_writer.h"
#include "core/base/encoding.h"

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace tanba::test {

using crypto::KeyAlgorithm;

namespace {

template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        std::cerr << "test set-up: " << codeText(result.failure().code) << " " << result.failure().detail
                  << std::endl;
        std::abort();
    }
    return std::move(result).value();
}

} // namespace

Authority& signingAuthority() {
    // The kind of key that is made fastest: each test runs in a process of its own.
    static Authority authority = Authority::makeRoot(KeyAlgorithm::Ec, "СЫНАҚ КО");
    return authority;
}

const Identity& gostPerson() {
    static const Identity identity = signingAuthority().issue(KeyAlgorithm::Gost2015_512);
    return identity;
}

const Identity& rsaPerson() {
    static const Identity identity =
        signingAuthority().issue(KeyAlgorithm::Rsa, CertificateProfile::rsaSigning());
    return identity;
}

const Identity& otherRsaPerson() {
    static const Identity identity = signingAuthority().issue(KeyAlgorithm::Rsa, CertificateProfile::head());
    return identity;
}

const Identity& ecPerson() {
    static const Identity identity = signingAuthority().issue(KeyAlgorithm::Ec);
    return identity;
}

Bytes signWith(const Identity& identity, ByteView content, sign::CmsContent form,
               const std::optional<std::string>& origin) {
    const auto session = sessionFor(identity);
    MemoryInput input(content);
    MemorySink sink;
    must(sign::signCms(*session, input, {form, goodTime(), std::nullopt, {origin, false}}, sink, {}));
    return sink.content;
}

Bytes addSigner(const Identity& identity, ByteView existing, const Bytes* detachedContent) {
    const auto session = sessionFor(identity);
    MemoryInput input(existing);
    MemoryInput document(detachedContent != nullptr ? ByteView(*detachedContent) : ByteView());
    MemorySink sink;
    must(sign::addCmsSigner(*session, input, detachedContent != nullptr ? &document : nullptr,
                            {sign::CmsContent::Attached, goodTime(), std::nullopt}, sink, {}));
    return sink.content;
}

sign::SignedFile verified(ByteView cms, const Bytes* detachedContent) {
    MemoryInput input(cms);
    MemoryInput document(detachedContent != nullptr ? ByteView(*detachedContent) : ByteView());
    return must(sign::verifyCms(input, detachedContent != nullptr ? &document : nullptr, {}));
}

sign::SignatureEvidence onlySignature(ByteView cms, const Bytes* detachedContent) {
    sign::SignedFile file = verified(cms, detachedContent);
    if (file.signatures.size() != 1) {
        std::cerr << "expected one signature, found " << file.signatures.size() << std::endl;
        std::abort();
    }
    return std::move(file.signatures.front());
}

std::string readOutcome(ByteView cms) {
    MemoryInput input(cms);
    return outcome(sign::readCms(input, nullptr, {}));
}

bool hasReason(const sign::SignatureEvidence& evidence, sign::ReasonCode code) {
    return std::ranges::any_of(evidence.reasons,
                               [code](const sign::Reason& each) { return each.code == code; });
}

std::string objections(const sign::SignatureEvidence& evidence) {
    std::string all;
    for (const sign::Reason& reason : evidence.reasons) {
        const sign::ReasonRow& row = sign::reasonRow(reason.code);
        if (row.weight != sign::Weight::Notice)
            all += (all.empty() ? "" : " ") + std::string(row.text);
    }
    return all;
}

Bytes attribute(std::string_view type, const std::vector<Bytes>& values) {
    return der::sequence({der::oid(Oid(type)), der::setOf(values)});
}

Bytes contentTypeAttribute(std::string_view type) {
    return attribute("1.2.840.113549.1.9.3", {der::oid(Oid(type))});
}

Bytes messageDigestAttribute(crypto::DigestAlgorithm digest, ByteView content) {
    return attribute("1.2.840.113549.1.9.4",
                     {der::octetString(must(crypto::digestOf(digest, content)).bytes)});
}

Bytes signingTimeAttribute() {
    return attribute("1.2.840.113549.1.9.5", {der::time(goodTime())});
}

Bytes algorithm(std::string_view oid) {
    return der::sequence({der::oid(Oid(oid)), der::null()});
}

Bytes signerInfo(const SignerRecipe& recipe, ByteView content) {
    const keys::Certificate& certificate = recipe.identity->certificate;
    const std::vector<Bytes> attributes = recipe.attributes.value_or(
        std::vector<Bytes>{contentTypeAttribute(), messageDigestAttribute(recipe.digest, content)});
    Bytes attributeBytes;
    for (const Bytes& each : attributes)
        append(attributeBytes, each);
    const Bytes toSign =
        attributes.empty() ? Bytes(content.begin(), content.end()) : der::element(der::kSet, attributeBytes);
    const Bytes value = must(recipe.identity->key->signDigest(must(crypto::digestOf(recipe.digest, toSign))));
    const crypto::SignatureScheme scheme{recipe.identity->key->algorithm(), recipe.digest};
    const std::string signatureOid =
        recipe.signatureOid.empty() ? std::string(crypto::signatureRow(scheme)->oid) : recipe.signatureOid;
    const std::string digestOid =
        recipe.digestOid.empty() ? std::string(crypto::digestRow(recipe.digest).oid) : recipe.digestOid;

    std::vector<Bytes> fields;
    fields.push_back(der::integer(recipe.bySubjectKeyId ? 3 : 1));
    fields.push_back(
        recipe.bySubjectKeyId
            ? der::element(der::context(0), certificate.subjectKeyId())
            : der::sequence({certificate.issuer().der(), der::element(der::kInteger, certificate.serial())}));
    fields.push_back(algorithm(digestOid));
    if (!attributes.empty())
        fields.push_back(der::element(der::contextConstructed(0), attributeBytes));
    fields.push_back(algorithm(signatureOid));
    fields.push_back(der::octetString(value));
    if (!recipe.unsignedAttributes.empty()) {
        Bytes unsignedBytes;
        for (const Bytes& each : recipe.unsignedAttributes)
            append(unsignedBytes, each);
        fields.push_back(der::element(der::contextConstructed(1), unsignedBytes));
    }
    return der::sequenceOf(fields);
}

Bytes signedData(const FileRecipe& recipe) {
    const auto joined = [](std::uint8_t tag, const std::vector<Bytes>& elements) {
        Bytes all;
        for (const Bytes& each : elements)
            append(all, each);
        return der::element(tag, all);
    };
    Bytes encapsulated = der::oid(Oid(recipe.contentType));
    if (recipe.content)
        append(encapsulated, der::element(der::contextConstructed(0), der::octetString(*recipe.content)));
    std::vector<Bytes> fields{der::integer(recipe.version), joined(der::kSet, recipe.digestAlgorithms),
                              der::element(der::kSequence, encapsulated)};
    if (!recipe.certificates.empty())
        fields.push_back(joined(der::contextConstructed(0), recipe.certificates));
    if (!recipe.revocationInfos.empty())
        fields.push_back(joined(der::contextConstructed(1), recipe.revocationInfos));
    fields.push_back(joined(der::kSet, recipe.signers));
    return der::sequence(
        {der::oid(Oid(kIdSignedData)), der::element(der::contextConstructed(0), der::sequenceOf(fields))});
}

Bytes certificateOf(const Identity& identity) {
    return Bytes(identity.certificate.der().begin(), identity.certificate.der().end());
}

Bytes attachedBy(const SignerRecipe& signer, ByteView content, std::string_view contentType) {
    FileRecipe file;
    file.digestAlgorithms = {algorithm(crypto::digestRow(signer.digest).oid)};
    file.contentType = contentType;
    file.content = Bytes(content.begin(), content.end());
    file.certificates = {certificateOf(*signer.identity)};
    file.signers = {signerInfo(signer, content)};
    return signedData(file);
}

CommandResult openssl(const std::filesystem::path& folder, const std::string& arguments) {
    return runIn(folder, "openssl " + arguments);
}

CommandResult runIn(const std::filesystem::path& folder, const std::string& commandLine) {
    const std::string command = "cd '" + folder.string() + "' && " + commandLine + " 2>&1";
    CommandResult result;
    // All arguments are constants of the tests.
    std::FILE* pipe = popen(command.c_str(), "r"); // NOLINT(cert-env33-c)
    if (pipe == nullptr)
        return result;
    char buffer[4096];
    for (std::size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, pipe)) != 0;)
        result.output.append(buffer, count);
    const int status = pclose(pipe);
    result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
}

void writeFile(const std::filesystem::path& path, ByteView content) {
    std::ofstream file(path, std::ios::binary);
    file << asText(content);
}

void exportIdentity(const std::filesystem::path& folder, const std::string& name, const Identity& identity) {
    writeFile(folder / (name + ".crt"), viewOf(toPem("CERTIFICATE", identity.certificate.der())));
    const SecretBytes pkcs8 = must(identity.key->toPkcs8());
    writeFile(folder / (name + ".key"), viewOf(toPem("PRIVATE KEY", pkcs8.view())));
}

} // namespace tanba::test
