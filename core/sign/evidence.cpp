#include "core/sign/evidence.h"

namespace tanba::sign {

std::string_view formatName(Format format) {
    switch (format) {
    case Format::CmsAttached:
        return "cms";
    case Format::CmsDetached:
        return "cms-detached";
    case Format::Xml:
        return "xml";
    }
    return {};
}

std::string_view integrityName(Integrity integrity) {
    switch (integrity) {
    case Integrity::Ok:
        return "ok";
    case Integrity::ContentChanged:
        return "content_changed";
    case Integrity::SignatureWrong:
        return "signature_wrong";
    case Integrity::ContentMissing:
        return "content_missing";
    }
    return {};
}

} // namespace tanba::sign
