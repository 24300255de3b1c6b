#pragma once

#include "app/service/api/request.h"
#include "app/service/json/json_value.h"

#include <string_view>

// One function a module: what its messages ask for. Used by readRequest() only.

namespace tanba::service::api {

inline constexpr std::string_view kCommonUtils = "kz.gov.pki.knca.commonUtils";
inline constexpr std::string_view kBasics = "kz.gov.pki.knca.basics";
inline constexpr std::string_view kAccessory = "kz.gov.pki.ncalayerservices.accessory";
inline constexpr std::string_view kApplet = "kz.gov.pki.knca.applet.Applet";

Request readCommonUtils(const JsonValue& message);
Request readBasics(const JsonValue& message);
Request readAccessory(const JsonValue& message);
Request readApplet(const JsonValue& message);

/// Longest method, storage and the like that is looked at.
inline constexpr std::size_t kMaxWord = 200;

/// A member that is a word; empty when it is absent, no string, or longer than kMaxWord.
std::string wordOf(const JsonValue& object, std::string_view name);
/// A boolean that may be written as a string; `otherwise` for anything else.
bool booleanOf(const JsonValue* value, bool otherwise);
/// "kk", "ru" or "en" for what pages say; empty for anything else.
std::string localeOf(std::string_view word);

} // namespace tanba::service::api
