#include "app/cli/exit_code.h"

#include <algorithm>
#include <array>

namespace tanba::cli {

namespace {

// The input itself is at fault: nothing else could be done with it either.
constexpr std::array kUnreadable = {
    FailureCode::FileNotReadable,    FailureCode::FileIsFolder,         FailureCode::FileTooLarge,
    FailureCode::DerMalformed,       FailureCode::DerTooDeep,           FailureCode::Base64Malformed,
    FailureCode::PemMalformed,       FailureCode::HexMalformed,         FailureCode::InputEmpty,
    FailureCode::InputUnknownFormat, FailureCode::CertificateMalformed, FailureCode::KeyMalformed,
    FailureCode::Pkcs12NotPkcs12,    FailureCode::Pkcs12Damaged,        FailureCode::PasswordUnreadable,
    FailureCode::CmsMalformed,       FailureCode::CmsNotSignedData,     FailureCode::XmlMalformed,
    FailureCode::CrlMalformed,       FailureCode::CrlTooLarge,          FailureCode::TrustFolderUnusable,
};

// Worst last (`tanba-cli verify --help` says so).
constexpr std::array kVerifyOrder = {Exit::Done, Exit::NotEstablished, Exit::Unreadable, Exit::Refused};

} // namespace

Exit exitOf(const Failure& failure, Phase phase) {
    switch (failure.code) {
    case FailureCode::Usage:
        return Exit::Usage;
    case FailureCode::Cancelled:
    case FailureCode::PinPadCancelled:
        return Exit::Cancelled;
    case FailureCode::FileNotFound:
    case FailureCode::FileNoPermission:
    case FailureCode::FileMediumGone:
        return phase == Phase::Reading ? Exit::Unreadable : Exit::Refused;
    default:
        return std::ranges::find(kUnreadable, failure.code) != kUnreadable.end() ? Exit::Unreadable
                                                                                 : Exit::Refused;
    }
}

Exit exitOf(trust::Verdict verdict) {
    switch (verdict) {
    case trust::Verdict::Valid:
        return Exit::Done;
    case trust::Verdict::Invalid:
        return Exit::Refused;
    case trust::Verdict::Indeterminate:
        break;
    }
    return Exit::NotEstablished;
}

Exit worseOfVerify(Exit left, Exit right) {
    return std::ranges::find(kVerifyOrder, left) < std::ranges::find(kVerifyOrder, right) ? right : left;
}

Exit verifyExitOf(const Failure& failure) {
    switch (failure.code) {
    case FailureCode::Usage:
        return Exit::Usage;
    case FailureCode::Cancelled:
    case FailureCode::OutOfMemory:
    case FailureCode::Internal:
        // Nothing was found out about the file, which is what this answer says.
        return Exit::NotEstablished;
    default:
        return Exit::Unreadable;
    }
}

} // namespace tanba::cli
