#include "app/service/json/json_escapes.h"
#include "app/service/json/org_json.h"
#include "tests/unit/service/strict_json.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace tanba;
using namespace tanba::service;

namespace {} // namespace

/// What the lenient reader takes, it must take again in the strict form, unchanged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = asText({data, size});
    memberOfBeginning(text, "module");
    const Result<JsonValue> value = readOrgJson(text);
    if (!value.ok())
        return 0;
    const std::string once = strict(value.value());
    const Result<JsonValue> again = readOrgJson(once);
    if (!again.ok() || strict(again.value()) != once)
        std::abort();
    return 0;
}
