file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
file(MAKE_DIRECTORY "${OUT_DIR}")
file(WRITE "${OUT_DIR}/${SYMBOL}.h"
"#pragma once
#include <string_view>
namespace tanba::resources {
std::string_view ${SYMBOL}();
}
")
file(WRITE "${OUT_DIR}/${SYMBOL}.cpp"
"#include \"generated/${SYMBOL}.h\"
namespace tanba::resources {
namespace {
constexpr char kContent[] = {${bytes} '\\0'};
}
std::string_view ${SYMBOL}() {
    return {kContent, sizeof(kContent) - 1};
}
}
")
