#pragma once

#include "app/service/json/json_escapes.h"
#include "core/base/stream.h"

#include <string>

namespace tanba::service {

/// Writes text into a JSON string that is under way, escaped, without holding it twice.
class JsonTextSink : public ByteSink {
  public:
    explicit JsonTextSink(std::string& out) : out_(out) {}
    Outcome write(ByteView bytes) override {
        if (bytes.empty())
            return Done{};
        appendEscaped(out_, asText(bytes), previous_);
        previous_ = asText(bytes).back();
        return Done{};
    }

  private:
    std::string& out_;
    char previous_ = 0;
};

} // namespace tanba::service
