#pragma once

#include "core/sign/xml_tree.h"

#include <libxml/parser.h>

namespace tanba::sign::xml {

using ParserHandle = std::unique_ptr<xmlParserCtxt, XmlDeleter<xmlFreeParserCtxt>>;

/// No option that loads or expands anything. The encoding is dealt with before (XmlTextReader).
inline constexpr int kParserOptions = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC;

/// Null without memory.
ParserHandle newParser();

} // namespace tanba::sign::xml
