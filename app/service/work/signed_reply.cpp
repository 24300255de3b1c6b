#include "app/service/work/signed_reply.h"

#include "app/documents/encoding_sink.h"
#include "app/service/json/json_text_sink.h"
#include "core/base/encoding.h"

namespace tanba::service {

namespace {

using Results = api::ReplyShape::Results;

std::string_view opening(const api::ReplyShape& shape) {
    if (shape.envelope == api::ReplyShape::Envelope::CommonUtils)
        return shape.results == Results::List ? R"({"code":"200","responseObject":[)"
                                              : R"({"code":"200","responseObject":)";
    return shape.results == Results::WithCertificate ? R"({"body":{"result":{"signatures":[)"
                                                     : R"({"body":{"result":[)";
}

/// A text file ends with a line end, a value of the interface's base64 does not.
void dropLineEnd(std::string& escaped) {
    constexpr std::string_view kLineEnd = "\\n";
    if (escaped.ends_with(kLineEnd))
        escaped.resize(escaped.size() - kLineEnd.size());
}

} // namespace

SignedReply::SignedReply(const api::ReplyShape& shape, std::size_t sizeHint)
    : shape_(shape), text_(opening(shape)) {
    text_.reserve(text_.size() + sizeHint);
}

void SignedReply::beginItem() {
    if (items_++ != 0)
        text_ += ',';
    text_ += '"';
}

Outcome SignedReply::addCms(api::SignData::CmsEncoding encoding, const Write& write) {
    beginItem();
    const bool isPem = encoding == api::SignData::CmsEncoding::Pem;
    JsonTextSink text(text_);
    documents::EncodingSink encoded(text, isPem ? documents::Encoding::Pem : documents::Encoding::Base64);
    TANBA_CHECK(write(encoded));
    TANBA_CHECK(encoded.finish());
    if (!isPem)
        dropLineEnd(text_);
    text_ += '"';
    return Done{};
}

void SignedReply::addText(std::string_view text) {
    beginItem();
    appendEscaped(text_, text);
    text_ += '"';
}

std::string SignedReply::finish(const keys::Certificate& certificate) {
    if (shape_.results != Results::One)
        text_ += ']';
    if (shape_.envelope == api::ReplyShape::Envelope::CommonUtils) {
        if (!shape_.uuid.empty())
            text_ += ",\"uuid\":" + jsonQuoted(shape_.uuid);
        text_ += '}';
        return std::move(text_);
    }
    if (shape_.results == Results::WithCertificate)
        text_ += ",\"certificate\":" + jsonQuoted(toPem("CERTIFICATE", certificate.der())) + "}";
    text_ += R"(},"status":true})";
    return std::move(text_);
}

} // namespace tanba::service
