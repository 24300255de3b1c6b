#include "tests/card_rig/probe/json_lines.h"

#include <chrono>
#include <iostream>
#include <mutex>

namespace rig {

void tellLine(const nlohmann::json& object) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::cout << object.dump() << std::endl;
}

nlohmann::json toJson(const tanba::Failure& failure) {
    return {
        {"code", tanba::codeText(failure.code)}, {"subject", failure.subject}, {"detail", failure.detail}};
}

double steadySeconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace rig
