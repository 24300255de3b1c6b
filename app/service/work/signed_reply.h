#pragma once

#include "app/service/api/reply.h"
#include "app/service/work/work_order.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/keys/certificate.h"

#include <functional>
#include <string>

namespace tanba::service {

/// The answer with the signatures, made while they are: what is 200 MiB large is there once.
class SignedReply {
  public:
    /// @param sizeHint characters of everything that will be written.
    SignedReply(const api::ReplyShape& shape, std::size_t sizeHint);

    using Write = std::function<Outcome(ByteSink& out)>;
    /// One CMS, in the encoding that the page expects; `write` gives it as DER.
    Outcome addCms(api::SignData::CmsEncoding encoding, const Write& write);
    /// One result as text.
    void addText(std::string_view text);
    /// The answer, whole. Nothing may be added afterwards.
    std::string finish(const keys::Certificate& certificate);

  private:
    void beginItem();

    api::ReplyShape shape_;
    std::string text_;
    std::size_t items_ = 0;
};

} // namespace tanba::service
