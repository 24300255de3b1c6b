#pragma once

#include <libxml/xmlerror.h>

#include <string>

namespace tanba::sign::xml {

/// While it lives, what libxml2 has to say in this thread comes here instead of to standard error.
class ErrorCollector {
  public:
    ErrorCollector();
    ~ErrorCollector();
    ErrorCollector(const ErrorCollector&) = delete;
    ErrorCollector& operator=(const ErrorCollector&) = delete;

    /// The first error as "line:column code"; empty when there was none.
    const std::string& first() const { return first_; }

  private:
    // libxml2 hands the error over as const from version 2.12 on.
#if LIBXML_VERSION >= 21200
    static void receive(void* self, const xmlError* error);
#else
    static void receive(void* self, xmlError* error);
#endif

    std::string first_;
    xmlStructuredErrorFunc previous_;
    void* previousContext_;
};

} // namespace tanba::sign::xml
