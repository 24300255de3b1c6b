#include "core/sign/xml_errors.h"

#include <libxml/globals.h>

namespace tanba::sign::xml {

ErrorCollector::ErrorCollector()
    : previous_(xmlStructuredError), previousContext_(xmlStructuredErrorContext) {
    xmlSetStructuredErrorFunc(this, &ErrorCollector::receive);
}

ErrorCollector::~ErrorCollector() {
    xmlSetStructuredErrorFunc(previousContext_, previous_);
}

#if LIBXML_VERSION >= 21200
void ErrorCollector::receive(void* self, const xmlError* error) {
#else
void ErrorCollector::receive(void* self, xmlError* error) {
#endif
    auto& collector = *static_cast<ErrorCollector*>(self);
    if (error == nullptr || error->level < XML_ERR_ERROR || !collector.first_.empty())
        return;
    collector.first_ = std::to_string(error->line) + ":" + std::to_string(error->int2) + " libxml2 " +
                       std::to_string(error->code);
}

} // namespace tanba::sign::xml
