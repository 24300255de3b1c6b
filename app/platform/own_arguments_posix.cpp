#include "app/platform/own_arguments.h"

namespace tanba::platform {

std::vector<std::string> ownArguments(int count, char** values) {
    return {values + (count > 0 ? 1 : 0), values + count};
}

} // namespace tanba::platform
