# One interface target carries every flag, so that no folder can forget one.
if(WIN32)
    set(machine_options -Wa,-mbig-obj)
else()
    set(machine_options -fcf-protection=full -fstack-clash-protection)
endif()
add_library(tanba_flags INTERFACE)
target_include_directories(tanba_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(tanba_flags INTERFACE
    -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2 -Wimplicit-fallthrough
    ${machine_options} -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # clang accepts -fstack-clash-protection only while compiling; silence its link-time remark.
    target_compile_options(tanba_flags INTERFACE -Wno-unused-command-line-argument)
endif()
if(WIN32)
    # mingw-w64's libraries travel inside; addresses at random and memory without code are its linker's own choice.
    target_link_options(tanba_flags INTERFACE -static -fstack-protector-strong)
    target_compile_definitions(tanba_flags INTERFACE _WIN32_WINNT=0x0A00)
else()
    target_link_options(tanba_flags INTERFACE -Wl,-z,relro,-z,now -Wl,-z,noexecstack)
endif()

# PIE: the objects are position independent (CMAKE_POSITION_INDEPENDENT_CODE), the linker must be told as well.
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)

if(TANBA_SANITIZE)
    target_compile_options(tanba_flags INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(tanba_flags INTERFACE -fsanitize=address,undefined)
    target_compile_definitions(tanba_flags INTERFACE TANBA_SANITIZED)
elseif(TANBA_SANITIZE_THREADS)
    target_compile_options(tanba_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
    target_link_options(tanba_flags INTERFACE -fsanitize=thread)
    target_compile_definitions(tanba_flags INTERFACE TANBA_SANITIZED)
elseif(NOT WIN32)
    # FORTIFY needs an optimiser and hides sanitizer findings, hence only here.
    target_compile_options(tanba_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE>
        $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
endif()
if(TANBA_FUZZ)
    target_compile_options(tanba_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
