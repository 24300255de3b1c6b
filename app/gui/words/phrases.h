#pragma once

#include <string_view>
#include <vector>

namespace tanba::gui {

// One row a text of the interface: the enumerator, and its code in translations/gui.json. A test proves that
// each has its words in every language and that the table holds nothing else.
// clang-format off
#define TANBA_PHRASES(X)                                                                        \
    /* the frame */                                                                             \
    X(NavLabel,                  "nav.label")                                                   \
    X(NavHome,                   "nav.home")                                                    \
    X(NavKeys,                   "nav.keys")                                                    \
    X(NavHelp,                   "nav.help")                                                    \
    X(NavSettings,               "nav.settings")                                                \
    X(Content,                   "frame.content")                                               \
    X(TrayOpen,                  "tray.open")                                                   \
    X(TrayQuit,                  "tray.quit")                                                   \
    /* home */                                                                                  \
    X(HomeLead,                  "home.lead")                                                   \
    X(HomeAttention,             "home.attention")                                              \
    X(HomeJobs,                  "home.jobs")                                                   \
    X(HomeCalmTitle,             "home.calm.title")                                             \
    X(HomeCalmText,              "home.calm.text")                                              \
    X(HomeEmptyTitle,            "home.empty.title")                                            \
    X(HomeEmptyText,             "home.empty.text")                                             \
    X(JobFindTitle,              "job.find.title")                                              \
    X(JobFindText,               "job.find.text")                                               \
    X(JobPasswordTitle,          "job.password.title")                                          \
    X(JobPasswordText,           "job.password.text")                                           \
    X(JobForgotTitle,            "job.forgot.title")                                            \
    X(JobForgotText,             "job.forgot.text")                                             \
    X(AttentionOpenKey,          "attention.open_key")                                          \
    /* the list of keys */                                                                      \
    X(KeysLead,                  "keys.lead")                                                   \
    X(KeysPickLead,              "keys.pick_lead")                                              \
    X(KeysSearch,                "keys.search")                                                 \
    X(KeysSearchTip,             "keys.search.tip")                                             \
    X(KeysChoose,                "keys.choose")                                                 \
    X(KeysChooseTip,             "keys.choose.tip")                                             \
    X(KeysSearching,             "keys.searching")                                              \
    X(KeysStop,                  "keys.stop")                                                   \
    X(KeysStopTip,               "keys.stop.tip")                                               \
    X(KeysSearchDone,            "keys.search.done")                                            \
    X(KeysSearchStopped,         "keys.search.stopped")                                         \
    X(KeysNoneTitle,             "keys.none.title")                                             \
    X(KeysNoneText,              "keys.none.text")                                              \
    X(KeysEmptyTitle,            "keys.empty.title")                                            \
    X(KeysEmptyText,             "keys.empty.text")                                             \
    X(KeysDropHint,              "keys.drop.hint")                                              \
    X(KeysDropNow,               "keys.drop.now")                                               \
    X(KeysLocalOnly,             "keys.local_only")                                             \
    X(KeysDialog,                "keys.dialog")                                                 \
    X(KeysDialogFilter,          "keys.dialog.filter")                                          \
    X(KeysDialogAll,             "keys.dialog.all")                                             \
    /* one key in the list */                                                                   \
    X(StatusLocked,              "status.locked")                                               \
    X(StatusGood,                "status.good")                                                 \
    X(StatusDays,                "status.days")                                                 \
    X(StatusToday,               "status.today")                                                \
    X(StatusExpired,             "status.expired")                                              \
    X(StatusNotYet,              "status.not_yet")                                              \
    X(StatusMissing,             "status.missing")                                              \
    X(CardUntil,                 "card.until")                                                  \
    X(CardLocked,                "card.locked")                                                 \
    X(CardTip,                   "card.tip")                                                    \
    /* one key */                                                                               \
    X(Back,                      "key.back")                                                    \
    X(KeyLockedLead,             "key.locked.lead")                                             \
    X(KeyPassword,               "key.password")                                                \
    X(KeyUnlock,                 "key.unlock")                                                  \
    X(KeyUnlocking,              "key.unlocking")                                               \
    X(KeyForgot,                 "key.forgot")                                                  \
    X(KeyChange,                 "key.change")                                                  \
    X(KeyFolder,                 "key.folder")                                                  \
    X(KeyFolderTip,              "key.folder.tip")                                              \
    X(KeyForget,                 "key.forget")                                                  \
    X(KeyForgetTip,              "key.forget.tip")                                              \
    X(KeyFile,                   "key.file")                                                    \
    X(KeyPlace,                  "key.place")                                                   \
    X(KeyDetails,                "key.details")                                                 \
    X(KeyMissingTitle,           "key.missing.title")                                           \
    X(KeyMissingText,            "key.missing.text")                                            \
    X(PurposeLoginNote,          "purpose.login.note")                                          \
    X(PurposeSigningNote,        "purpose.signing.note")                                        \
    X(PurposeBothNote,           "purpose.both.note")                                           \
    X(PurposeNoneNote,           "purpose.none.note")                                           \
    X(KeyExpiredTitle,           "key.expired.title")                                           \
    X(KeyExpiredText,            "key.expired.text")                                            \
    X(KeySoonTitle,              "key.soon.title")                                              \
    X(KeySoonText,               "key.soon.text")                                               \
    X(KeyNotYetTitle,            "key.not_yet.title")                                           \
    X(KeyNotYetText,             "key.not_yet.text")                                            \
    X(KeyRenewLink,              "key.renew.link")                                              \
    X(KeyRenewTip,               "key.renew.tip")                                               \
    X(DefaultTitle,              "key.default.title")                                           \
    X(DefaultText,               "key.default.text")                                            \
    /* change of a password */                                                                  \
    X(PasswordLead,              "password.lead")                                               \
    X(PasswordCurrent,           "password.current")                                            \
    X(PasswordNew,               "password.new")                                                \
    X(PasswordRepeat,            "password.repeat")                                             \
    X(RuleTitle,                 "rule.title")                                                  \
    X(RuleLength,                "rule.length")                                                 \
    X(RuleCapital,               "rule.capital")                                                \
    X(RuleSmall,                 "rule.small")                                                  \
    X(RuleDigit,                 "rule.digit")                                                  \
    X(RuleMatch,                 "rule.match")                                                  \
    X(RuleMet,                   "rule.met")                                                    \
    X(RuleUnmet,                 "rule.unmet")                                                  \
    X(StrengthNone,              "strength.none")                                               \
    X(StrengthWeak,              "strength.weak")                                               \
    X(StrengthFair,              "strength.fair")                                               \
    X(StrengthGood,              "strength.good")                                               \
    X(RemarkPublished,           "remark.published")                                            \
    X(RemarkNotLatin,            "remark.not_latin")                                            \
    X(RemarkShort,               "remark.short")                                                \
    X(RemarkPredictable,         "remark.predictable")                                          \
    X(RemarkOwner,               "remark.owner")                                                \
    X(StrengthTip,               "strength.tip")                                                \
    X(PasswordCopies,            "password.copies")                                             \
    X(PasswordKeep,              "password.keep")                                               \
    X(PasswordKeepNote,          "password.keep.note")                                          \
    X(PasswordWorking,           "password.working")                                            \
    X(PasswordDiffer,            "password.differ")                                             \
    X(PasswordDifferNext,        "password.differ.next")                                        \
    X(PasswordDoneTitle,         "password.done.title")                                         \
    X(PasswordDoneText,          "password.done.text")                                          \
    X(PasswordDoneBack,          "password.done.back")                                          \
    /* the password field */                                                                    \
    X(FieldShow,                 "field.show")                                                  \
    X(FieldHide,                 "field.hide")                                                  \
    X(FieldCaps,                 "field.caps")                                                  \
    X(FieldLayoutKazakh,         "field.layout.kazakh")                                         \
    X(FieldLayoutRussian,        "field.layout.russian")                                        \
    X(FieldLayoutLatin,          "field.layout.latin")                                          \
    X(FieldLayout,               "field.layout")                                                \
    X(FieldPaste,                "field.paste")                                                 \
    X(FieldClear,                "field.clear")                                                 \
    X(FieldRefused,              "field.refused")                                               \
    /* a forgotten password */                                                                  \
    X(ForgotTitle,               "forgot.title")                                                \
    X(ForgotLead,                "forgot.lead")                                                 \
    X(ForgotTryTitle,            "forgot.try.title")                                            \
    X(ForgotTryLayout,           "forgot.try.layout")                                           \
    X(ForgotTryCaps,             "forgot.try.caps")                                             \
    X(ForgotTryOther,            "forgot.try.other")                                            \
    X(ForgotNewTitle,            "forgot.new.title")                                            \
    X(ForgotNewApply,            "forgot.new.apply")                                            \
    X(ForgotNewPassword,         "forgot.new.password")                                         \
    X(ForgotNewRevoke,           "forgot.new.revoke")                                           \
    X(ForgotWarning,             "forgot.warning")                                              \
    X(ForgotBack,                "forgot.back")                                                 \
    /* help */                                                                                  \
    X(HelpLead,                  "help.lead")                                                   \
    X(HelpSearch,                "help.search")                                                 \
    X(HelpNothing,               "help.nothing")                                                \
    X(HelpFound,                 "help.found")                                                  \
    X(HelpBack,                  "help.back")                                                   \
    /* settings */                                                                              \
    X(SettingsLead,              "settings.lead")                                               \
    X(SettingsLook,              "settings.look")                                               \
    X(SettingsLanguage,          "settings.language")                                           \
    X(SettingsTheme,             "settings.theme")                                              \
    X(ThemeSystem,               "theme.system")                                                \
    X(ThemeLight,                "theme.light")                                                 \
    X(ThemeDark,                 "theme.dark")                                                  \
    X(ThemeContrast,             "theme.contrast")                                              \
    X(SettingsTextSize,          "settings.text_size")                                          \
    X(SizeNormal,                "size.normal")                                                 \
    X(SizeLarge,                 "size.large")                                                  \
    X(SizeLargest,               "size.largest")                                                \
    X(SettingsStart,             "settings.start")                                              \
    X(SettingsAutostart,         "settings.autostart")                                          \
    X(SettingsAutostartNote,     "settings.autostart.note")                                     \
    X(SettingsFolders,           "settings.folders")                                            \
    X(SettingsFoldersNote,       "settings.folders.note")                                       \
    X(SettingsAddFolder,         "settings.add_folder")                                         \
    X(SettingsRemoveFolder,      "settings.remove_folder")                                      \
    X(SettingsPrivacy,           "settings.privacy")                                            \
    X(SettingsPrivacyNote,       "settings.privacy.note")                                       \
    X(SettingsForgetAll,         "settings.forget_all")                                         \
    X(SettingsForgetAsk,         "settings.forget.ask")                                         \
    X(SettingsForgetYes,         "settings.forget.yes")                                         \
    X(SettingsForgetNo,          "settings.forget.no")                                          \
    X(SettingsForgetDone,        "settings.forget.done")                                        \
    X(SettingsAbout,             "settings.about")                                              \
    X(SettingsVersion,           "settings.version")                                            \
    X(SettingsDisclaimer,        "settings.disclaimer")                                         \
    /* when something fails */                                                                  \
    X(ProblemDetails,            "problem.details")                                             \
    X(ProblemCopy,               "problem.copy")                                                \
    X(ProblemCopied,             "problem.copied")                                              \
    X(ProblemCopyTip,            "problem.copy.tip")                                            \
    X(ProblemClose,              "problem.close")                                               \
    X(KindGood,                  "kind.good")                                                   \
    X(KindInfo,                  "kind.info")                                                   \
    X(KindAttention,             "kind.attention")                                              \
    X(KindProblem,               "kind.problem")                                                \
    X(BrowserFailed,             "browser.failed")                                              \
    X(FolderFailed,              "folder.failed")
// clang-format on

enum class Phrase {
#define TANBA_PHRASE_ENUMERATOR(name, code) name,
    TANBA_PHRASES(TANBA_PHRASE_ENUMERATOR)
#undef TANBA_PHRASE_ENUMERATOR
};

/// The code of a phrase in translations/gui.json.
std::string_view phraseCode(Phrase phrase);
std::vector<Phrase> allPhrases();

} // namespace tanba::gui
