#include "core/trust/timestamp.h"
#include "core/trust/timestamp_authority.h"
#include "core/trust/timestamp_request.h"

#include <cstdint>
#include <cstdlib>

using namespace tanba;

namespace {

/// The question that a token answers, so that more than its beginning is looked at.
trust::TimestampRequest questionOf(const trust::TimestampToken& token) {
    trust::TimestampRequest question;
    question.imprint.bytes = token.info.imprint;
    if (const auto algorithm = crypto::digestByOid(token.info.imprintAlgorithm))
        question.imprint.algorithm = *algorithm;
    question.nonce = token.info.nonce;
    return question;
}

/// What is handed out answers the question, or the reader is wrong.
void readAnswer(ByteView answer, const trust::TimestampRequest& question) {
    const auto token = trust::readTimestampAnswer(answer, question);
    if (!token.ok())
        return;
    const auto read = trust::TimestampToken::read(token.value());
    if (!read.ok() || read.value().info.imprint != question.imprint.bytes ||
        read.value().info.nonce != question.nonce || read.value().signature.integrity != sign::Integrity::Ok)
        std::abort();
}

} // namespace

/// Time-stamp responses, tokens and the statements in them; and the table of the authority.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView file(data, size);
    static_cast<void>(trust::TimestampAuthority::fromJson(asText(file)).ok());
    static_cast<void>(trust::TimestampInfo::read(file));
    const auto inside = trust::tokenOfResponse(file);
    const auto token = trust::TimestampToken::read(inside.ok() ? ByteView(inside.value()) : file);
    readAnswer(file, token.ok() ? questionOf(token.value()) : trust::TimestampRequest{});
    if (token.ok())
        static_cast<void>(token.value().stamps(file));
    return 0;
}
