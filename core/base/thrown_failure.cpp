#include "core/base/thrown_failure.h"

#include "core/base/result.h"

#include <exception>
#include <new>

namespace tanba {

Failure thrownFailure(std::string subject) {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return fail(FailureCode::OutOfMemory, std::move(subject));
    } catch (const std::exception& error) {
        return fail(FailureCode::Internal, std::move(subject), error.what());
    } catch (...) {
        return fail(FailureCode::Internal, std::move(subject));
    }
}

} // namespace tanba
