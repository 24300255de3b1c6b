#pragma once

#include "app/service/work/work_order.h"
#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/keys/token.h"

#include <memory>
#include <string>

namespace tanba::sign {
class TimestampSource;
}

namespace tanba::service {

struct SigningTools {
    const Clock& clock;
    sign::TimestampSource* timestamps = nullptr; ///< null: network.off where a stamp is wanted
};

/// Signs every item with one use of the key and words the answer. The session is closed as soon as the last
/// signature is made, before any time stamp is fetched. The first failure is that of all.
/// @returns service.key_does_not_fit when the certificate is not what the page asked for (the subject names
/// the Misfit), and what the formats return.
Result<std::string> signOrder(const WorkOrder& order, std::unique_ptr<keys::KeySession> session,
                              const SigningTools& tools, const WorkControl& control);

/// The answer to applyCAdEST: a time stamp beside each signature that has none.
Result<std::string> stampCms(const api::ReplyShape& shape, ByteView cms, sign::TimestampSource* timestamps,
                             const WorkControl& control);

} // namespace tanba::service
