#pragma once

#include "cardreader/pkcs11/helper/connection.h"
#include "cardreader/pkcs11/helper/module.h"

namespace tanba::pkcs11::helper {

/// Does what the request asks of the module; every answer is bounded (wire/message.h).
Answer carryOut(Module& module, Request& request);

inline Answer answered(CK_RV returned) {
    Answer answer;
    answer.returned = returned;
    return answer;
}

/// The module said what cannot be; `where` names the call.
inline Answer unbelievable(std::string_view where) {
    Answer answer;
    answer.state = wire::HelperState::Unbelievable;
    answer.body.text(where);
    return answer;
}

/// The request makes no sense in this state: only a broken parent sends it.
inline Failure misused() {
    return fail(FailureCode::Internal);
}

// The commands about objects. A failure is a request that makes no sense.
Result<Answer> findObjects(Module& module, Request& request);
Result<Answer> readAttributes(Module& module, Request& request);
Result<Answer> sign(Module& module, Request& request);

} // namespace tanba::pkcs11::helper
