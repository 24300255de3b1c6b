#pragma once

#include "app/service/work/work_order.h"

namespace tanba::service {

/// What one request may hold while it is signed: its data and the answer. An attached signature of 192 MiB,
/// the most that a message of 256 MiB brings as base64, fits in.
inline constexpr std::size_t kMaxMemoryToSign = std::size_t{464} * 1024 * 1024;

/// About the size of the results, before they are encoded for the answer.
std::size_t sizeOfResults(const WorkOrder& order);
/// Characters that these bytes take in an answer: base64 in lines of 64, whose ends are two characters there.
std::size_t sizeInAnswer(std::size_t bytes);
/// What the process holds for this order when it is signed.
std::size_t memoryToSign(const WorkOrder& order);

} // namespace tanba::service
