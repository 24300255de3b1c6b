#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tanba {

// One row a failure: the enumerator, and the stable code that scripts, logs and the text table use.
// A code is never renamed or reused. The human sentences live in translations/messages.json, one entry a
// code; a test proves that none is missing.
// clang-format off
#define TANBA_FAILURE_CODES(X)                                                                                \
    /* arguments and the run as a whole */                                                                    \
    X(Usage,                     "usage")                                                                     \
    X(Cancelled,                 "cancelled")                                                                 \
    X(Internal,                  "internal")                                                                  \
    X(OutOfMemory,               "memory.exhausted")                                                          \
    X(RandomUnavailable,         "random.unavailable")                                                        \
    X(NetworkUnavailable,        "network.unavailable")                                                       \
    X(NetworkOff,                "network.off")                                                               \
    X(NetworkTimeout,            "network.timeout")                                                           \
    X(NetworkAddressRefused,     "network.address_refused")                                                   \
    X(NetworkAnswerTooLarge,     "network.answer_too_large")                                                  \
    X(NetworkAnswerWrong,        "network.answer_wrong")                                                      \
    X(NetworkUntrusted,          "network.untrusted")                                                         \
    /* files of the user */                                                                                   \
    X(FileNotFound,              "file.not_found")                                                            \
    X(FileNotReadable,           "file.not_readable")                                                         \
    X(FileIsFolder,              "file.is_folder")                                                            \
    X(FileNoPermission,          "file.no_permission")                                                        \
    X(FileReadOnlyMedium,        "file.read_only_medium")                                                     \
    X(FileDiskFull,              "file.disk_full")                                                            \
    X(FileMediumGone,            "file.medium_gone")                                                          \
    X(FileWriteFailed,           "file.write_failed")                                                         \
    X(FileExists,                "file.exists")                                                               \
    X(FileChangedMeanwhile,      "file.changed_meanwhile")                                                    \
    X(FileTooLarge,              "file.too_large")                                                            \
    /* any encoded input */                                                                                   \
    X(DerMalformed,              "der.malformed")                                                             \
    X(DerTooDeep,                "der.too_deep")                                                              \
    X(Base64Malformed,           "base64.malformed")                                                          \
    X(PemMalformed,              "pem.malformed")                                                             \
    X(TimeMalformed,             "time.malformed")                                                            \
    X(HexMalformed,              "hex.malformed")                                                             \
    X(InputEmpty,                "input.empty")                                                               \
    X(InputUnknownFormat,        "input.unknown_format")                                                      \
    /* algorithms and keys */                                                                                 \
    X(AlgorithmUnsupported,      "algorithm.unsupported")                                                     \
    X(AlgorithmForbidden,        "algorithm.forbidden")                                                       \
    X(KeyMalformed,              "key.malformed")                                                             \
    X(KeyTooLarge,               "key.too_large")                                                             \
    X(SignatureWrong,            "signature.wrong")                                                           \
    X(SignatureSelfCheckFailed,  "signature.self_check_failed")                                               \
    X(CertificateMalformed,      "certificate.malformed")                                                     \
    X(CertificateExpired,        "certificate.expired")                                                       \
    X(CertificateNotYetValid,    "certificate.not_yet_valid")                                                 \
    X(CertificateWrongPurpose,   "certificate.wrong_purpose")                                                 \
    /* PKCS#12 key files */                                                                                   \
    X(Pkcs12NotPkcs12,           "pkcs12.not_pkcs12")                                                         \
    X(Pkcs12Damaged,             "pkcs12.damaged")                                                            \
    X(Pkcs12WrongPassword,       "pkcs12.wrong_password")                                                     \
    X(Pkcs12Empty,               "pkcs12.empty")                                                              \
    X(Pkcs12SeveralKeys,         "pkcs12.several_keys")                                                       \
    X(Pkcs12NoCertificate,       "pkcs12.no_certificate")                                                     \
    X(Pkcs12NoKey,               "pkcs12.no_key")                                                             \
    X(Pkcs12KeyMismatch,         "pkcs12.key_mismatch")                                                       \
    X(Pkcs12WorkFactor,          "pkcs12.work_factor")                                                        \
    X(Pkcs12UnsupportedScheme,   "pkcs12.unsupported_scheme")                                                 \
    X(KeyIdNotFound,             "key.id_not_found")                                                          \
    X(PasswordSame,              "password.same")                                                             \
    X(PasswordRule,              "password.rule")                                                             \
    X(PasswordUnreadable,        "password.unreadable")                                                       \
    X(PasswordChangeUnproved,    "password.change_unproved")                                                  \
    X(PasswordBackupRemains,     "password.backup_remains")                                                   \
    /* what may be signed (SECURITY.md, "What may be signed") */                                              \
    X(LoginNeedsOrigin,          "signing.login_needs_origin")                                                \
    X(LoginForOtherOrigin,       "signing.login_for_other_origin")                                            \
    X(LoginExpected,             "signing.login_expected")                                                    \
    X(OriginMalformed,           "signing.origin_malformed")                                                  \
    X(RawIsStructure,            "signing.raw_is_structure")                                                  \
    X(RawWithDigest,             "signing.raw_with_digest")                                                   \
    X(HashNeedsOrigin,           "signing.hash_needs_origin")                                                 \
    X(DigestLengthWrong,         "signing.digest_length_wrong")                                               \
    /* CMS */                                                                                                 \
    X(CmsMalformed,              "cms.malformed")                                                             \
    X(CmsNotSignedData,          "cms.not_signed_data")                                                       \
    X(CmsNoSigners,              "cms.no_signers")                                                            \
    X(CmsTooManySigners,         "cms.too_many_signers")                                                      \
    X(CmsTooLarge,               "cms.too_large")                                                             \
    X(CmsContentMissing,         "cms.content_missing")                                                       \
    X(CmsContentTwice,           "cms.content_twice")                                                         \
    X(CmsContentOther,           "cms.content_other")                                                         \
    /* XML */                                                                                                 \
    X(XmlMalformed,              "xml.malformed")                                                             \
    X(XmlTooLarge,               "xml.too_large")                                                             \
    X(XmlTooManyParts,           "xml.too_many_parts")                                                        \
    X(XmlTooDeep,                "xml.too_deep")                                                              \
    X(XmlTextTooLong,            "xml.text_too_long")                                                         \
    X(XmlDoctype,                "xml.doctype")                                                               \
    X(XmlDuplicateId,            "xml.duplicate_id")                                                          \
    X(XmlIdNotFound,             "xml.id_not_found")                                                          \
    X(XmlExternalReference,      "xml.external_reference")                                                    \
    X(XmlTransformForbidden,     "xml.transform_forbidden")                                                   \
    X(XmlStructure,              "xml.structure")                                                             \
    X(XmlNoSignature,            "xml.no_signature")                                                          \
    X(XmlTooManySignatures,      "xml.too_many_signatures")                                                   \
    X(XmlBudget,                 "xml.canonicalisation_budget")                                               \
    /* revocation, status and time */                                                                         \
    X(CrlMalformed,              "crl.malformed")                                                             \
    X(CrlTooLarge,               "crl.too_large")                                                             \
    X(OcspMalformed,             "ocsp.malformed")                                                            \
    X(TimestampMalformed,        "timestamp.malformed")                                                       \
    X(TimestampRefused,          "timestamp.refused")                                                         \
    X(TimestampOther,            "timestamp.other")                                                           \
    X(TrustFolderUnusable,       "trust.folder_unusable")                                                     \
    /* documents, their previews and records */                                                               \
    X(DocumentAlreadySigned,     "document.already_signed")                                                   \
    X(DocumentsTooMany,          "document.too_many")                                                         \
    X(DocumentExecutable,        "document.executable")                                                       \
    X(RecordDamaged,             "record.damaged")                                                            \
    X(RecordInUse,               "record.in_use")                                                             \
    X(PreviewUnsupported,        "preview.unsupported")                                                       \
    X(PreviewDamaged,            "preview.damaged")                                                           \
    X(PreviewProtected,          "preview.protected")                                                         \
    X(PreviewTooCostly,          "preview.too_costly")                                                        \
    X(WorkerMissing,             "worker.missing")                                                            \
    X(WorkerCrashed,             "worker.crashed")                                                            \
    X(PrintFailed,               "print.failed")                                                              \
    /* the local web service */                                                                               \
    X(ServicePortTaken,           "service.port_taken")                                                       \
    X(ServiceIdentityUnusable,    "service.identity_unusable")                                                \
    X(ServiceRequestWrong,        "service.request_wrong")                                                    \
    X(ServiceModuleMissing,       "service.module_missing")                                                   \
    X(ServiceKeyDoesNotFit,       "service.key_does_not_fit")                                                 \
    X(ServiceTooMuch,             "service.too_much")                                                         \
    X(ServiceFileUnknown,         "service.file_unknown")                                                     \
    X(BrowserTrustFailed,         "browser.trust_failed")                                                     \
    X(BrowserToolMissing,         "browser.tool_missing")                                                     \
    X(PolicyMalformed,            "policy.malformed")                                                         \
    X(PolicyKeyRefused,           "policy.key_refused")                                                       \
    X(PolicyRefused,              "policy.refused")                                                           \
    /* portals and the second stage of a login */                                                             \
    X(PortalNotOne,               "portal.not_a_portal")                                                      \
    X(PortalOriginOther,          "portal.origin_other")                                                      \
    X(PortalClaimsShipped,        "portal.claims_shipped")                                                    \
    X(PortalAnswerWrong,          "portal.answer_wrong")                                                      \
    X(PortalUnfinished,           "portal.problem")                                                           \
    X(PortalChallengeOtherOrigin, "portal.challenge_other_origin")                                            \
    X(PortalChallengeReplayed,    "portal.challenge_replayed")                                                \
    X(PortalChallengeStrange,     "portal.challenge_strange")                                                 \
    X(PortalClockWrong,           "portal.clock_wrong")                                                       \
    X(PortalLoginGone,            "portal.login_gone")                                                        \
    X(PortalTooManyRequests,      "portal.too_many_requests")                                                 \
    X(PortalChallengeExpired,     "portal.challenge_expired")                                                 \
    X(PortalChallengeUsed,        "portal.challenge_used")                                                    \
    X(PortalSignatureInvalid,     "portal.signature_invalid")                                                 \
    X(PortalCertificateExpired,   "portal.cert_expired")                                                      \
    X(PortalCertificateRevoked,   "portal.cert_revoked")                                                      \
    X(PortalCertificateUntrusted, "portal.cert_untrusted")                                                    \
    X(PortalWrongKeyUsage,        "portal.wrong_key_usage")                                                   \
    X(PortalAccountNotFound,      "portal.account_not_found")                                                 \
    X(PortalRoleNotAllowed,       "portal.role_not_allowed")                                                  \
    X(PortalPhoneNotRegistered,   "portal.phone_not_registered")                                              \
    X(PortalSmsUnavailable,       "portal.sms_gateway_unavailable")                                           \
    X(PortalCodeWrong,            "portal.otp_wrong")                                                         \
    X(PortalCodeExpired,          "portal.otp_expired")                                                       \
    X(PortalResendTooEarly,       "portal.resend_too_early")                                                  \
    X(PortalResendLimit,          "portal.resend_limit")                                                      \
    X(PortalLocked,               "portal.locked")                                                            \
    X(PortalQrExpired,            "portal.qr_expired")                                                        \
    X(PortalQrRejected,           "portal.qr_rejected")                                                       \
    X(MobileLinkMalformed,        "mobile.link_malformed")                                                    \
    X(MobileOriginOther,          "mobile.origin_other")                                                      \
    X(MobileNotAllowed,           "mobile.not_allowed")                                                       \
    X(MobileExpired,              "mobile.expired")                                                           \
    X(MobileAnswerWrong,          "mobile.answer_wrong")                                                      \
    X(MobileRefused,              "mobile.refused")                                                           \
    X(MobileAlreadySigned,        "mobile.already_signed")                                                    \
    X(QrNotFound,                 "qr.not_found")                                                             \
    X(BrowserNotOpened,           "browser.not_opened")                                                       \
    X(BrowserNobodyCame,          "browser.nobody_came")                                                      \
    X(DemoFailed,                 "demo.failed")                                                              \
    /* readers and cards */                                                                                   \
    X(ReaderServiceOff,          "reader.service_off")                                                        \
    X(ReaderNone,                "reader.none")                                                               \
    X(ReaderRemoved,             "reader.removed")                                                            \
    X(ReaderNoRight,             "reader.no_right")                                                           \
    X(CardAbsent,                "card.absent")                                                               \
    X(CardRemoved,               "card.removed")                                                              \
    X(CardReset,                 "card.reset")                                                                \
    X(CardInUse,                 "card.in_use")                                                               \
    X(CardMute,                  "card.mute")                                                                 \
    X(CardUnknown,               "card.unknown")                                                              \
    X(CardOther,                 "card.other_card")                                                           \
    X(CardIo,                    "card.io")                                                                   \
    X(CardAnswerMalformed,       "card.answer_malformed")                                                     \
    X(CardUnexpectedStatus,      "card.unexpected_status")                                                    \
    X(CardMemory,                "card.memory")                                                               \
    X(CardNotForThisDriver,      "card.not_for_this_driver")                                                  \
    X(CardCommandForbidden,      "card.command_forbidden")                                                    \
    X(CardPinNeeded,             "card.pin_needed")                                                           \
    X(CardNoKeys,                "card.no_keys")                                                              \
    X(CardNoCertificate,         "card.no_certificate")                                                       \
    X(CardCertificateOfOther,    "card.certificate_of_other_card")                                            \
    /* PINs of cards and tokens */                                                                            \
    X(PinWrong,                  "pin.wrong")                                                                 \
    X(PinWrongCountUnknown,      "pin.wrong_count_unknown")                                                   \
    X(PinLastTry,                "pin.last_try")                                                              \
    X(PinBlocked,                "pin.blocked")                                                               \
    X(PinUnusable,               "pin.unusable")                                                              \
    X(PinLength,                 "pin.length")                                                                \
    X(PinCharacters,             "pin.characters")                                                            \
    X(PinSame,                   "pin.same")                                                                  \
    X(PinNewRefused,             "pin.new_refused")                                                           \
    X(PinPadCancelled,           "pin.pad_cancelled")                                                         \
    X(PinPadTimeout,             "pin.pad_timeout")                                                           \
    X(PinPadDifferent,           "pin.pad_different")                                                         \
    X(PinChangeNotHere,          "pin.change_not_here")                                                       \
    X(PinUnblockNotHere,         "pin.unblock_not_here")                                                      \
    X(PukWrong,                  "puk.wrong")                                                                 \
    X(PukBlocked,                "puk.blocked")                                                               \
    /* tokens and their modules (PKCS#11) */                                                                  \
    X(TokenNotFound,             "token.not_found")                                                           \
    X(TokenSeveral,              "token.several")                                                             \
    X(TokenRemoved,              "token.removed")                                                             \
    X(TokenFull,                 "token.sessions_exhausted")                                                  \
    X(ModuleLoadFailed,          "module.load_failed")                                                        \
    X(ModuleUnsafeFolder,        "module.unsafe_folder")                                                      \
    X(ModuleCrashed,             "module.crashed")                                                            \
    X(ModuleTimeout,             "module.timeout")                                                            \
    X(ModuleFailed,              "module.failed")                                                             \
    X(ModuleMechanism,           "module.mechanism")
// clang-format on

enum class FailureCode {
#define TANBA_FAILURE_ENUMERATOR(name, text) name,
    TANBA_FAILURE_CODES(TANBA_FAILURE_ENUMERATOR)
#undef TANBA_FAILURE_ENUMERATOR
};

/// Stable text of a code, such as "pkcs12.wrong_password".
std::string_view codeText(FailureCode code);

/// Every code there is, for the test that each has its sentences.
std::vector<FailureCode> allFailureCodes();

/// Why a call did not do what it was asked. Carries no sentence for people: app/text makes those.
struct Failure {
    FailureCode code = FailureCode::Internal;
    /// What it is about: a file name, an element, an algorithm. May be shown to the person.
    std::string subject;
    /// For support: the place in the structure, an operating system error. Never a secret.
    std::string detail;
};

} // namespace tanba
