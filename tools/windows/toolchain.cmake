# For mingw-w64 on Linux. TANBA_WINDOWS_LIBRARIES (a variable of the environment) names the folder into which
# tools/windows/build_libraries put the libraries.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(triple x86_64-w64-mingw32)
# The -posix ones: the others have no std::thread.
set(CMAKE_C_COMPILER ${triple}-gcc-posix)
set(CMAKE_CXX_COMPILER ${triple}-g++-posix)
set(CMAKE_RC_COMPILER ${triple}-windres)
set(CMAKE_AR ${triple}-gcc-ar-posix)
set(CMAKE_RANLIB ${triple}-gcc-ranlib-posix)
set(CMAKE_FIND_ROOT_PATH $ENV{TANBA_WINDOWS_LIBRARIES} /usr/${triple})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} $ENV{TANBA_WINDOWS_LIBRARIES}/lib/pkgconfig)
set(OPENSSL_USE_STATIC_LIBS TRUE)
set(ZLIB_USE_STATIC_LIBS TRUE)
# As /usr/include is on Linux: within everybody's reach.
set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES $ENV{TANBA_WINDOWS_LIBRARIES}/include)
