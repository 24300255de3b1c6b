#pragma once

#include <array>

namespace tanba::platform {

/// Each of these lets whoever sets it load code into the process, choose its files or take secrets out of it.
/// QT_QPA_PLATFORM, QT_QPA_PLATFORMTHEME, QT_IM_MODULE and their like are not among them: they name a plugin
/// of Qt's own folder, and people need them.
inline constexpr std::array kUnwantedVariables = {
    // OpenSSL
    "OPENSSL_CONF",
    "OPENSSL_MODULES",
    "OPENSSL_ENGINES",
    "OPENSSL_CONF_INCLUDE",
    "RANDFILE",
    "SSLKEYLOGFILE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    // libxml2
    "XML_CATALOG_FILES",
    "SGML_CATALOG_FILES",
    "XML_DEBUG_CATALOG",
    // The C library
    "GCONV_PATH",
    "LOCPATH",
    "NLSPATH",
    "MALLOC_TRACE",
    "RESOLV_HOST_CONF",
    // Qt: folders and names of plugins, and a log that tells each key that is pressed
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QT_STYLE_OVERRIDE",
    "QT_LOAD_TESTABILITY",
    "QT_VULKAN_LIB",
    "QT_LOGGING_CONF",
    "QT_LOGGING_RULES",
    "QT_QPA_FONTDIR",
    "QML_IMPORT_PATH",
    "QML2_IMPORT_PATH",
    "QML_DISK_CACHE_PATH",
    "ICU_DATA",
    // What Qt's plugins for a desktop bring along: GTK, GLib, Mesa
    "GTK_MODULES",
    "GTK3_MODULES",
    "GTK_PATH",
    "GTK_EXE_PREFIX",
    "GTK_IM_MODULE_FILE",
    "GDK_PIXBUF_MODULE_FILE",
    "GDK_PIXBUF_MODULEDIR",
    "GIO_MODULE_DIR",
    "GIO_EXTRA_MODULES",
    "LIBGL_DRIVERS_PATH",
    "GBM_BACKENDS_PATH",
    "__EGL_VENDOR_LIBRARY_DIRS",
    "__EGL_VENDOR_LIBRARY_FILENAMES",
    "__EGL_EXTERNAL_PLATFORM_CONFIG_DIRS",
    "__EGL_EXTERNAL_PLATFORM_CONFIG_FILENAMES",
};

} // namespace tanba::platform
