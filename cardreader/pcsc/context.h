#pragma once

#include "cardreader/pcsc/api.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tanba::card::pcsc {

/// A connection with the smart-card service, given back when destroyed. One thread at a time.
class Context {
  public:
    /// The status besides the context: some callers must tell codes apart.
    static Answer<std::optional<Context>> establish(Api& api);

    Context(Context&& other) noexcept : api_(other.api_), handle_(std::exchange(other.handle_, {})) {}
    Context& operator=(Context&&) = delete;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context();

    Api& api() const { return *api_; }
    ContextHandle handle() const { return *handle_; }

  private:
    Context(Api& api, ContextHandle handle) : api_(&api), handle_(handle) {}

    Api* api_;
    std::optional<ContextHandle> handle_;
};

/// Names of the readers that are plugged in; empty when there is none.
/// @returns reader.service_off, reader.no_right.
Result<std::vector<std::string>> readerNames(Api& api);

} // namespace tanba::card::pcsc
