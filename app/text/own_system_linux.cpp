#include "app/text/own_system.h"

namespace tanba::text {

System ownSystem() {
    return System::Linux;
}

} // namespace tanba::text
