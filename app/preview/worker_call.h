#pragma once

#include "app/preview/wire.h"
#include "core/base/child_process.h"

#include <functional>

namespace tanba::preview {

/// Reads what stands behind the header of an answer, from its body and what may follow that.
using ReceiveAnswer = std::function<Outcome(ByteView body, ChildProcess& child, const Patience& patience)>;

/// Gives one order and its document to a worker process of its own, and lets `receive` read the answer.
/// Failures as makePreview() has them.
Outcome askWorker(InputFile& document, const wire::Order& order, const Worker& worker,
                  const CancelToken* cancel, const ReceiveAnswer& receive);

} // namespace tanba::preview
