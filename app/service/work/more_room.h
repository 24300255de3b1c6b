#pragma once

#include <cstddef>

namespace tanba::service {

/// Room for what a request holds beyond its message: files that the person chose, the content of a signed
/// file. Any thread.
class MoreRoom {
  public:
    virtual ~MoreRoom() = default;
    /// False: the request may not hold so much more. What was taken is given back when the request ends.
    virtual bool takeMore(std::size_t bytes) = 0;
};

} // namespace tanba::service
