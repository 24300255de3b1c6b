#include "app/text/own_system.h"

namespace tanba::text {

System ownSystem() {
    return System::Windows;
}

} // namespace tanba::text
