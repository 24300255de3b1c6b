// tanba-pkcs11-helper: holds one vendor's PKCS#11 module, so that its crashes, hangs and prints stay here.
// Started by the program only; speaks cardreader/pkcs11/wire over its standard input.
#include "cardreader/pkcs11/helper/commands.h"
#include "cardreader/pkcs11/helper/connection.h"
#include "cardreader/pkcs11/helper/surroundings.h"

#include <cstdlib>

namespace {

constexpr int kUsage = 64;

} // namespace

int main() {
    using namespace tanba::pkcs11;
    const std::optional<int> descriptor = helper::takeConnectionAndHarden();
    if (!descriptor)
        return kUsage;
    helper::endWithParent(*descriptor);
    const helper::Connection connection(*descriptor);
    helper::Module module;
    while (std::optional<helper::Request> request = connection.receive()) {
        const helper::Answer answer = helper::carryOut(module, *request);
        const bool last = request->operation == wire::Operation::Finish;
        request.reset();
        if (!connection.send(answer) || last)
            break;
    }
    module.finish();
    // Not return: exit handlers that the module left behind have crashed programs before.
    std::_Exit(0);
}
