# One interface target carries every flag, so that no folder can forget one.
add_library(tanba_flags INTERFACE)
target_include_directories(tanba_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(tanba_flags INTERFACE
    -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2 -Wimplicit-fallthrough
    -fcf-protection=full -fstack-clash-protection -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # clang accepts -fstack-clash-protection only while compiling; silence its link-time remark.
    target_compile_options(tanba_flags INTERFACE -Wno-unused-command-line-argument)
endif()
target_link_options(tanba_flags INTERFACE -Wl,-z,relro,-z,now -Wl,-z,noexecstack)

# PIE: the objects are position independent (CMAKE_POSITION_INDEPENDENT_CODE), the linker must be told as well.
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)

if(TANBA_SANITIZE)
    target_compile_options(tanba_flags INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(tanba_flags INTERFACE -fsanitize=address,undefined)
    target_compile_definitions(tanba_flags INTERFACE TANBA_SANITIZED)
else()
    # FORTIFY needs an optimiser and hides sanitizer findings, hence only here.
    target_compile_options(tanba_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE>
        $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
endif()
if(TANBA_FUZZ)
    target_compile_options(tanba_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
