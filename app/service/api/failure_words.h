#pragma once

#include "app/service/api/reply.h"
#include "core/base/result.h"

#include <string>

// What a page learns of a failure: the words that its script knows where there are any, else the stable code.
// Never a subject or a detail, which may hold names and paths.

namespace tanba::service::api {

std::string commonUtilsWords(const Failure& failure);
BasicsError basicsWords(const Failure& failure);

} // namespace tanba::service::api
