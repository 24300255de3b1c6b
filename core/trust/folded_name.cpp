#include "core/trust/folded_name.h"

#include "core/trust/ascii.h"

namespace tanba::trust {

namespace {

std::string foldedValue(std::string_view value) {
    std::string folded;
    bool blankPending = false;
    for (const char character : value) {
        if (character == ' ') {
            blankPending = !folded.empty();
            continue;
        }
        if (blankPending)
            folded += ' ';
        blankPending = false;
        folded += asciiLower(character);
    }
    return folded;
}

} // namespace

std::string foldedName(const keys::Name& name) {
    std::string key;
    for (const keys::NameAttribute& attribute : name.attributes()) {
        const std::string value = foldedValue(attribute.value);
        // The length keeps a value from imitating the attribute that follows it.
        key += attribute.type.dotted() + '=' + std::to_string(value.size()) + ':' + value;
    }
    return key;
}

} // namespace tanba::trust
