#include "core/sign/xml_document.h"

#include "core/sign/xml_errors.h"
#include "core/sign/xml_limits.h"
#include "core/sign/xml_parser.h"
#include "core/sign/xml_signer.h"
#include "core/sign/xml_text.h"

#include <libxml/xmlsave.h>

#include <algorithm>

namespace tanba::sign::xml {

namespace {

/// What the parser's callbacks work on.
struct ParseState {
    xmlParserCtxt* parser = nullptr;
    std::string_view rest;
    bool doctype = false;
};

/// Nothing more is handed out after the first error: libxml2 would read on, without building anything.
int readPiece(void* context, char* buffer, int length) {
    auto& state = *static_cast<ParseState*>(context);
    if (state.parser->wellFormed == 0)
        return 0;
    const std::string_view piece = state.rest.substr(0, static_cast<std::size_t>(length));
    std::ranges::copy(piece, buffer);
    state.rest.remove_prefix(piece.size());
    return static_cast<int>(piece.size());
}

void refuseDoctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
    auto* parser = static_cast<xmlParserCtxt*>(context);
    static_cast<ParseState*>(parser->_private)->doctype = true;
    xmlStopParser(parser);
}

void initialiseLibrary() {
    static const bool done = [] {
        xmlInitParser(); // must happen once before threads use the library
        return true;
    }();
    static_cast<void>(done);
}

int writeSerialised(void* context, const char* data, int length) {
    append(*static_cast<Bytes*>(context), viewOf({data, static_cast<std::size_t>(length)}));
    return length;
}

} // namespace

ParserHandle newParser() {
    initialiseLibrary();
    return ParserHandle(xmlNewParserCtxt());
}

Result<XmlDocument> XmlDocument::parse(ByteView input) {
    if (input.size() > kMaxXmlSize)
        return fail(FailureCode::XmlTooLarge, {}, "bytes");
    const ParserHandle parser = newParser();
    const ErrorCollector errors;
    TANBA_TRY(const XmlText text, XmlText::decode(input));
    TANBA_CHECK(checkLimits(text.view()));

    if (parser == nullptr)
        return fail(FailureCode::OutOfMemory);
    ParseState state{parser.get(), text.view(), false};
    parser->_private = &state;
    parser->sax->internalSubset = refuseDoctype;
    DocumentHandle document(
        xmlCtxtReadIO(parser.get(), readPiece, nullptr, &state, nullptr, "UTF-8", kParserOptions));
    if (state.doctype)
        return fail(FailureCode::XmlDoctype);
    if (document == nullptr || parser->wellFormed == 0 || parser->nsWellFormed == 0 ||
        xmlDocGetRootElement(document.get()) == nullptr)
        return fail(FailureCode::XmlMalformed, {}, errors.first());
    return XmlDocument(std::move(document));
}

Result<Bytes> XmlDocument::serialise() const {
    using SaveHandle = std::unique_ptr<xmlSaveCtxt, XmlDeleter<xmlSaveClose>>;
    const ErrorCollector errors;
    Bytes output = toBytes(R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>)");
    SaveHandle save(
        xmlSaveToIO(writeSerialised, nullptr, &output, "UTF-8", XML_SAVE_NO_DECL | XML_SAVE_AS_XML));
    if (save == nullptr)
        return fail(FailureCode::OutOfMemory);
    for (xmlNode* node = document_->children; node != nullptr; node = node->next)
        if (xmlSaveTree(save.get(), node) < 0)
            return fail(FailureCode::Internal, {}, errors.first());
    if (xmlSaveFlush(save.get()) < 0)
        return fail(FailureCode::Internal, {}, errors.first());
    return output;
}

} // namespace tanba::sign::xml
