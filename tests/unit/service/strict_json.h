#pragma once

#include "app/service/json/json_escapes.h"
#include "app/service/json/json_value.h"

#include <string>

namespace tanba::service {

/// Strict JSON of a value, numbers as they stood.
inline std::string strict(const JsonValue& value) {
    std::string text;
    switch (value.kind()) {
    case JsonValue::Kind::Null:
        return "null";
    case JsonValue::Kind::Boolean:
        return value.boolean() ? "true" : "false";
    case JsonValue::Kind::Number:
        return value.string().text();
    case JsonValue::Kind::String:
        return jsonQuoted(value.string().text());
    case JsonValue::Kind::Array:
        for (const JsonValue& item : value.items())
            text += (text.empty() ? "" : ",") + strict(item);
        return "[" + text + "]";
    case JsonValue::Kind::Object:
        break;
    }
    for (const auto& [name, member] : value.members())
        text += (text.empty() ? "" : ",") + jsonQuoted(name) + ":" + strict(member);
    return "{" + text + "}";
}

} // namespace tanba::service
