#pragma once

#include <string_view>
#include <vector>

namespace tanba::text {

// One row a text of the program's own: the enumerator, and its code in translations/messages.json. A test
// proves that each has its words in every language and that the table holds nothing else.
// clang-format off
#define TANBA_UI_TEXTS(X)                                                                   \
    /* certificates and their holders */                                                    \
    X(Owner,                    "certificate.owner")                                        \
    X(Iin,                      "certificate.iin")                                          \
    X(Bin,                      "certificate.bin")                                          \
    X(Roles,                    "certificate.roles")                                        \
    X(Organisation,             "certificate.organisation")                                 \
    X(Purpose,                  "certificate.purpose")                                      \
    X(PurposeNone,              "certificate.purpose.none")                                 \
    X(PurposeLogin,             "certificate.purpose.login")                                \
    X(PurposeSigning,           "certificate.purpose.signing")                              \
    X(PurposeBoth,              "certificate.purpose.both")                                 \
    X(Validity,                 "certificate.validity")                                     \
    X(ValidityDays,             "certificate.validity.days")                                \
    X(ValidityExpired,          "certificate.validity.expired")                             \
    X(ValidityNotYet,           "certificate.validity.not_yet")                             \
    X(Algorithm,                "certificate.algorithm")                                    \
    X(AlgorithmRsa,             "certificate.algorithm.rsa")                                \
    X(AlgorithmEc,              "certificate.algorithm.ec")                                 \
    X(AlgorithmGost2015,        "certificate.algorithm.gost2015")                           \
    X(AlgorithmGost2004,        "certificate.algorithm.gost2004")                           \
    X(CertificateSerial,        "certificate.serial")                                       \
    X(Issuer,                   "certificate.issuer")                                       \
    X(CertificateFingerprint,   "certificate.fingerprint")                                  \
    X(Chain,                    "certificate.chain")                                        \
    X(KeyStorage,               "certificate.storage")                                      \
    X(StorageUnknown,           "storage.unknown")                                          \
    X(StorageFile,              "storage.file")                                             \
    X(StorageJavaKeyStore,      "storage.java-key-store")                                   \
    X(StorageIdCard,            "storage.id-card")                                          \
    X(StorageKaztoken,          "storage.kaztoken")                                         \
    X(StorageETokenJava,        "storage.etoken-java")                                      \
    X(StorageEToken5110,        "storage.etoken-5110")                                      \
    X(StorageJaCarta,           "storage.jacarta")                                          \
    X(StorageAKey,              "storage.akey")                                             \
    X(StorageSim,               "storage.sim")                                              \
    X(StorageCloud,             "storage.cloud")                                            \
    /* readers, cards and tokens */                                                         \
    X(MonitorServiceOff,          "monitor.service_off")                                    \
    X(MonitorNoReader,            "monitor.no_reader")                                      \
    X(MonitorEmpty,               "monitor.empty")                                          \
    X(MonitorReading,             "monitor.reading")                                        \
    X(MonitorKnown,               "monitor.known")                                          \
    X(MonitorUnknown,             "monitor.unknown")                                        \
    X(MonitorUnreadable,          "monitor.unreadable")                                     \
    X(MonitorInUse,               "monitor.in_use")                                         \
    X(TokenKindFile,              "token_kind.file")                                        \
    X(TokenKindIdCard,            "token_kind.id_card")                                     \
    X(TokenKindToken,             "token_kind.token")                                       \
    X(TokenKindSimulated,         "token_kind.simulated")                                   \
    X(TokenLabelSimulated,        "token_label.simulated")                                  \
    X(TokenNoticeSimulated,       "token_notice.simulated")                                 \
    X(TokenProofEmulatorOnly,     "token_proof.emulator_only")                              \
    X(TokenNoticeEmulatorOnly,    "token_notice.emulator_only")                             \
    X(TokenName,                  "token_view.name")                                        \
    X(TokenKindLabel,             "token_view.kind")                                        \
    X(TokenReader,                "token_view.reader")                                      \
    X(TokenProofLabel,            "token_view.proof")                                       \
    X(TokenKeyId,                 "token_view.key_id")                                      \
    X(TokenPin,                   "token_view.pin")                                         \
    X(PinTries,                   "pin_state.tries")                                        \
    X(PinTriesUnknown,            "pin_state.tries_unknown")                                \
    X(PinCountLow,                "pin_state.count_low")                                    \
    X(PinLastTryState,            "pin_state.last_try")                                     \
    X(PinBlockedState,            "pin_state.blocked")                                      \
    X(PinOnReader,                "pin_state.on_reader")                                    \
    X(PinRuleLength,              "pin_state.rule_length")                                  \
    X(PinRuleDigits,              "pin_state.rule_digits")                                  \
    /* words that core uses in details of failures and reasons: "fact.<word>" */               \
    X(FactKeyCompromise,        "fact.keyCompromise")                                       \
    X(FactCaCompromise,         "fact.cACompromise")                                        \
    X(FactAaCompromise,         "fact.aACompromise")                                        \
    X(FactAffiliationChanged,   "fact.affiliationChanged")                                  \
    X(FactSuperseded,           "fact.superseded")                                          \
    X(FactCessation,            "fact.cessationOfOperation")                                \
    X(FactSuspended,            "fact.suspended")                                           \
    X(FactRemoved,              "fact.removeFromCRL")                                       \
    X(FactPrivilegeWithdrawn,   "fact.privilegeWithdrawn")                                  \
    X(FactNone,                 "fact.none")                                                \
    X(FactLogin,                "fact.login")                                               \
    X(FactSigning,              "fact.signing")                                             \
    /* the verdict */                                                                       \
    X(VerdictValid,             "verdict.valid")                                            \
    X(VerdictValidYours,        "verdict.valid.your_anchors")                               \
    X(SignedProved,             "verdict.signed.proved")                                    \
    X(SignedClaimed,            "verdict.signed.claimed")                                   \
    X(SignedUndated,            "verdict.signed.undated")                                   \
    X(VerdictIndeterminate,     "verdict.indeterminate")                                    \
    X(VerdictRevocationUnknown, "verdict.indeterminate.revocation")                         \
    X(VerdictContentMissing,    "verdict.indeterminate.content_missing")                    \
    X(VerdictNoAnchor,          "verdict.indeterminate.no_anchor")                          \
    X(VerdictExpired,           "verdict.indeterminate.expired")                            \
    X(VerdictNotYetValid,       "verdict.indeterminate.not_yet_valid")                      \
    X(VerdictTestKey,           "verdict.indeterminate.test_key")                           \
    X(VerdictInvalid,           "verdict.invalid")                                          \
    X(VerdictInvalidChanged,    "verdict.invalid.content_changed")                          \
    X(VerdictInvalidRevoked,    "verdict.invalid.revoked")                                  \
    X(VerdictInvalidUsage,      "verdict.invalid.usage")                                    \
    X(VerdictManyValid,         "verdict.many.valid")                                       \
    X(VerdictManyIndeterminate, "verdict.many.indeterminate")                               \
    X(VerdictManyInvalid,       "verdict.many.invalid")                                     \
    /* what is told about a verification */                                                 \
    X(SignedBy,                 "report.signed_by")                                         \
    X(SignedAt,                 "report.signed_at")                                         \
    X(TimeProved,               "report.time_proved")                                       \
    X(TimeClaimed,              "report.time_claimed")                                      \
    X(TimestampAuthority,       "report.timestamp_authority")                               \
    X(JudgedAt,                 "report.judged_at")                                         \
    X(EvidenceCrl,              "report.evidence_crl")                                      \
    X(EvidenceOcsp,             "report.evidence_ocsp")                                     \
    X(EvidenceLine,             "report.evidence_line")                                     \
    X(AgeHours,                 "report.age_hours")                                         \
    X(AgeDays,                  "report.age_days")                                          \
    X(Format,                   "report.format")                                            \
    X(FormatCmsAttached,        "report.format.cms")                                        \
    X(FormatCmsDetached,        "report.format.cms-detached")                               \
    X(FormatXml,                "report.format.xml")                                        \
    X(SignatureNumber,          "report.signature_number")                                  \
    X(Reasons,                  "report.reasons")                                           \
    X(ReasonCodes,              "report.reason_codes")                                      \
    X(SignatureDetails,         "report.signature_details")                                 \
    X(CheckDetails,             "report.check_details")                                     \
    X(InputSize,                "report.input_size")                                        \
    X(Bytes,                    "report.bytes")                                             \
    X(InputFingerprint,         "report.input_fingerprint")                                 \
    X(VerifiedAt,               "report.verified_at")                                       \
    X(Policy,                   "report.policy")                                            \
    X(AnchorSet,                "report.anchor_set")                                        \
    X(Program,                  "report.program")                                           \
    X(ReportTitle,              "report.title")                                             \
    X(Disclaimer,               "report.disclaimer")                                        \
    /* the command line: what it says while it works */                                     \
    X(ProblemCode,              "cli.problem_code")                                         \
    X(Progress,                 "cli.progress")                                             \
    X(PasswordPrompt,           "cli.password")                                             \
    X(PasswordPromptOld,        "cli.password_old")                                         \
    X(PasswordPromptNew,        "cli.password_new")                                         \
    X(PasswordPromptRepeat,     "cli.password_repeat")                                      \
    X(PasswordFileReadable,     "cli.password_file_readable")                               \
    X(PasswdDone,               "cli.passwd_done")                                          \
    X(PasswdDoneNext,           "cli.passwd_done_next")                                     \
    X(CheckDigitWrong,          "cli.check_digit_wrong")                                    \
    X(KeyWithoutCertificate,    "cli.key_without_certificate")                              \
    X(FoundOther,               "cli.found_other")                                          \
    X(FoundNone,                "cli.found_none")                                           \
    X(SignSigner,               "cli.sign_signer")                                          \
    X(SignLoginFor,             "cli.sign_login_for")                                       \
    X(SignPresentSigner,        "cli.sign_present_signer")                                  \
    X(SignDone,                 "cli.sign_done")                                            \
    X(ContentFound,             "cli.content_found")                                        \
    X(ReportWritten,            "cli.report_written")                                       \
    X(PinPrompt,                  "cli.pin")                                                \
    X(PinPromptCurrent,           "cli.pin_current")                                        \
    X(PinPromptNew,               "cli.pin_new")                                            \
    X(PinPromptRepeat,            "cli.pin_repeat")                                         \
    X(PukPrompt,                  "cli.puk")                                                \
    X(PinTypeOnReader,            "cli.pin_on_reader")                                      \
    X(PinLastWarning,             "cli.pin_last_warning")                                   \
    X(PinLowWarning,              "cli.pin_low_warning")                                    \
    X(PinChanged,                 "cli.pin_changed")                                        \
    X(PinUnblocked,               "cli.pin_unblocked")                                      \
    X(TokenLine,                  "cli.token_line")                                         \
    X(ReaderLine,                 "cli.reader_line")                                        \
    X(NoTokens,                   "cli.no_tokens")                                          \
    X(TokenKeyWithoutCertificate, "cli.token_key_without_certificate")                      \
    X(CertificateRemembered,      "cli.certificate_remembered")                             \
    X(SurveyWritten,              "cli.survey_written")                                     \
    /* the command line: what was wrong with the arguments */                               \
    X(UsageMissing,             "usage.missing")                                            \
    X(UsageNoCommand,           "usage.no_command")                                         \
    X(UsageUnknownArgument,     "usage.unknown_argument")                                   \
    X(UsageOptionValue,         "usage.option_value")                                       \
    X(UsageBadValue,            "usage.bad_value")                                          \
    X(UsageAddToOneDocument,    "usage.add_to_one_document")                                \
    X(UsageAddToOnlyCms,        "usage.add_to_only_cms")                                    \
    X(UsageOneOutput,           "usage.one_output_for_several")                             \
    X(UsageOutputIsInput,       "usage.output_is_input")                                    \
    X(UsageTwoOutputs,          "usage.two_outputs")                                        \
    X(UsageEncodingOfXml,       "usage.encoding_of_xml")                                    \
    X(UsagePemOfRaw,            "usage.pem_of_raw")                                         \
    X(UsageInputTwice,          "usage.standard_input_twice")                               \
    X(UsageInputAmongSeveral,   "usage.standard_input_among_several")                       \
    X(UsageInputNeedsOutput,    "usage.standard_input_needs_output")                        \
    X(UsageJsonAndOutput,       "usage.json_and_standard_output")                           \
    X(UsageDigestOnlyDetached,  "usage.digest_only_detached")                               \
    X(UsageContentForSeveral,   "usage.content_for_several")                                \
    X(UsageReportKind,          "usage.report_kind")                                        \
    X(UsageNotAFolder,          "usage.not_a_folder")                                       \
    X(UsagePasswordsDiffer,     "usage.passwords_differ")                                   \
    X(UsageKeyAndToken,           "usage.key_and_token")                                    \
    X(UsageKeyIdNeeded,           "usage.key_id_needed")                                    \
    X(UsagePinsDiffer,            "usage.pins_differ")                                      \
    /* the command line: --help */                                                          \
    X(HelpProgram,              "help.program")                                             \
    X(HelpUsage,                "help.usage")                                               \
    X(HelpOptions,              "help.options")                                             \
    X(HelpPositionals,          "help.positionals")                                         \
    X(HelpCommands,             "help.commands")                                            \
    X(HelpFooter,               "help.footer")                                              \
    X(HelpHelp,                 "help.help")                                                \
    X(HelpVersion,              "help.version")                                             \
    X(HelpJson,                 "help.json")                                                \
    X(HelpLanguage,             "help.language")                                            \
    X(HelpOffline,              "help.offline")                                             \
    X(HelpKey,                  "help.key")                                                 \
    X(HelpKeyInfo,              "help.key_info")                                            \
    X(HelpKeyPasswd,            "help.key_passwd")                                          \
    X(HelpKeyFind,              "help.key_find")                                            \
    X(HelpKeyFile,              "help.key_file")                                            \
    X(HelpKeepIterations,       "help.keep_iterations")                                     \
    X(HelpPasswordFile,         "help.password_file")                                       \
    X(HelpPasswordFileTwo,      "help.password_file_two")                                   \
    X(HelpFindFolders,          "help.find_folders")                                        \
    X(HelpSign,                 "help.sign")                                                \
    X(HelpSignInputs,           "help.sign_inputs")                                         \
    X(HelpSignKey,              "help.sign_key")                                            \
    X(HelpFormat,               "help.format")                                              \
    X(HelpEncoding,             "help.encoding")                                            \
    X(HelpOutput,               "help.output")                                              \
    X(HelpOutputFolder,         "help.output_folder")                                       \
    X(HelpAddTo,                "help.add_to")                                              \
    X(HelpKeyId,                "help.key_id")                                              \
    X(HelpLoginFor,             "help.login_for")                                           \
    X(HelpForce,                "help.force")                                               \
    X(HelpAllowExpired,         "help.allow_expired")                                       \
    X(HelpVerify,               "help.verify")                                              \
    X(HelpVerifyFiles,          "help.verify_files")                                        \
    X(HelpVerifyExit,           "help.verify_exit")                                         \
    X(HelpContent,              "help.content")                                             \
    X(HelpTrust,                "help.trust")                                               \
    X(HelpCrl,                  "help.crl")                                                 \
    X(HelpAt,                   "help.at")                                                  \
    X(HelpReport,               "help.report")                                              \
    X(HelpCard,                   "help.card")                                              \
    X(HelpCardList,               "help.card_list")                                         \
    X(HelpCardInfo,               "help.card_info")                                         \
    X(HelpCardPin,                "help.card_pin")                                          \
    X(HelpCardUnblock,            "help.card_unblock")                                      \
    X(HelpCardSurvey,             "help.card_survey")                                       \
    X(HelpCardName,               "help.card_name")                                         \
    X(HelpCardDemo,               "help.card_demo")                                         \
    X(HelpCardDemoSecrets,        "help.card_demo_secrets")                                 \
    X(HelpCardCertificate,        "help.card_certificate")                                  \
    X(HelpSurveyReader,           "help.survey_reader")                                     \
    X(HelpModule,                 "help.module")                                            \
    X(HelpSurveyOutput,           "help.survey_output")                                     \
    X(HelpSignToken,              "help.sign_token")                                        \
    X(HelpPinFileTwo,             "help.pin_file_two")                                      \
    X(HelpPukFileTwo,             "help.puk_file_two")
// clang-format on

enum class Ui {
#define TANBA_UI_ENUMERATOR(name, code) name,
    TANBA_UI_TEXTS(TANBA_UI_ENUMERATOR)
#undef TANBA_UI_ENUMERATOR
};

std::string_view uiCode(Ui text);
std::vector<Ui> allUiTexts();

} // namespace tanba::text
