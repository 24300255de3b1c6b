#include "app/cli/card_certificates.h"

#include "core/sign/carried_certificates.h"

namespace tanba::cli {

Result<std::vector<keys::Certificate>> certificatesInFile(const std::string& name, Inputs& inputs,
                                                          const WorkControl& control) {
    TANBA_TRY(const std::unique_ptr<InputFile> input, inputs.open(name));
    auto certificates = sign::carriedCertificates(*input, control);
    if (!certificates.ok() && certificates.failure().code == FailureCode::InputUnknownFormat)
        return fail(FailureCode::InputUnknownFormat, name);
    return certificates;
}

} // namespace tanba::cli
