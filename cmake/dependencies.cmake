# What each one is for stands in README.md ("Dependencies").
find_package(OpenSSL 3.0 REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(nettle REQUIRED IMPORTED_TARGET nettle>=3.8)
pkg_check_modules(hogweed REQUIRED IMPORTED_TARGET hogweed>=3.8)
pkg_check_modules(gmp REQUIRED IMPORTED_TARGET gmp)
pkg_check_modules(psl REQUIRED IMPORTED_TARGET libpsl)
pkg_check_modules(qrcodegencpp REQUIRED IMPORTED_TARGET qrcodegencpp)
# -pthread defines _REENTRANT, and then gcc refuses the precompiled header of all others; with today's C library the flag
# does nothing else.
function(tanba_drop_pthread_flag target)
    get_target_property(options ${target} INTERFACE_COMPILE_OPTIONS)
    list(REMOVE_ITEM options "-pthread")
    set_target_properties(${target} PROPERTIES INTERFACE_COMPILE_OPTIONS "${options}")
endfunction()

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets DBus)
pkg_check_modules(fontconfig REQUIRED IMPORTED_TARGET fontconfig)
