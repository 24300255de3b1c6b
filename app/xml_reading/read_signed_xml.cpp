#include "app/xml_reading/read_signed_xml.h"

#include "app/xml_reading/wire.h"
#include "core/base/child_process.h"
#include "core/base/locked_child.h"
#include "core/sign/xml_signer.h"
#include "core/sign/xml_verifier.h"

#include <array>

namespace tanba::xml_reading {

namespace {

constexpr LockedChildEnds kEnds = {FailureCode::WorkerCrashed, FailureCode::XmlBudget,
                                   FailureCode::WorkerMissing};

Result<Bytes> ask(ByteView document, const Reader& reader, const CancelToken* cancel) {
    TANBA_TRY(
        const std::unique_ptr<ChildProcess> child,
        startChild({reader.program, {}, ChildOutput::Connection, kEnds.notReady, kEnds.crashed, kEnds.late}));
    const Patience patience = Patience::forAtMost(reader.time, cancel);
    TANBA_CHECK(child->send(wire::encodeOrder(document.size()), patience));
    TANBA_CHECK(child->send(document, patience));
    std::array<std::uint8_t, wire::kHeaderSize> header{};
    TANBA_CHECK(child->receive(header, patience));
    TANBA_TRY(const std::size_t size, wire::decodeHeader(header));
    Bytes answer(size);
    TANBA_CHECK(child->receive(answer, patience));
    return answer;
}

} // namespace

Result<sign::SignedFile> readSignedXml(ByteView document, const Reader& reader, const WorkControl& control) {
    if (document.size() > sign::kMaxXmlSize)
        return fail(FailureCode::XmlTooLarge);
    const Result<Bytes> answer = ask(document, reader, control.cancel);
    if (answer.ok())
        return wire::decodeAnswer(answer.value());
    Failure failure = answer.failure();
    failure.code = codeOfEnd(failure, kEnds);
    return failure;
}

Result<sign::SignedFile> readSignedXmlApart(ByteView document, const WorkControl& control) {
#ifdef TANBA_HAS_XML_READER
    const Result<std::filesystem::path> program = programBesideThisOne("tanba-xml-reader");
    if (!program.ok())
        return fail(FailureCode::WorkerMissing, {}, program.failure().detail);
    return readSignedXml(document, Reader{program.value()}, control);
#else
    return sign::verifyXml(document, control);
#endif
}

} // namespace tanba::xml_reading
