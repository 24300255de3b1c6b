#pragma once

#include "core/base/stream.h"
#include "core/sign/login_shapes.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tanba::sign {

/// Looks for a login challenge in content of any size while that streams by, in constant memory and without
/// parsing: names of elements wherever they stand, in every encoding that somebody may read (ASCII and its
/// relatives, UTF-16 and UTF-32 whatever they are called; what names any other may be any login), behind
/// references, comments and base64, in the content of a CMS, four levels deep. It errs on the side of a
/// login. The first bytes tell what may hold one: XML, base64 or a CMS; anything else (PDF, ZIP, pictures)
/// costs nothing.
class HiddenLoginSearch : public ByteSink {
  public:
    HiddenLoginSearch();
    ~HiddenLoginSearch() override;
    HiddenLoginSearch(const HiddenLoginSearch&) = delete;
    HiddenLoginSearch& operator=(const HiddenLoginSearch&) = delete;

    Outcome write(ByteView bytes) override;

    std::uint64_t size() const { return size_; }
    /// True when nothing that follows can be a login any more.
    bool settled() const;
    /// True when something was seen already that no more content takes back.
    bool suspects() const;
    /// The shapes that the content, now at its end, may be.
    std::vector<const LoginShape*> shapes();

  private:
    class State;
    std::unique_ptr<State> state_;
    std::uint64_t size_ = 0;
};

} // namespace tanba::sign
