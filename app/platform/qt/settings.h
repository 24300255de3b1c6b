#pragma once

#include <QSettings>
#include <QStringList>

namespace tanba::platform {

/// One setting: its name in the file and what holds until somebody chooses.
template <typename Value>
struct Setting {
    const char* name;
    Value initial;
};

namespace settings {
inline const Setting<QString> kLanguage{"language", {}}; ///< "kk", "ru", "en"; empty: as the system
inline const Setting<QString> kTheme{"theme", QStringLiteral("system")};
inline const Setting<QString> kTextSize{"textSize", QStringLiteral("normal")};
inline const Setting<QStringList> kFolders{"folders", {}}; ///< searched besides the usual ones
inline const Setting<QStringList> kModules{"modules", {}}; ///< PKCS#11 modules that the person named
inline const Setting<QByteArray> kWindow{"window", {}};
inline const Setting<bool> kNotifications{"notifications", true};
/// The person was told once that a closed window leaves the program in the tray.
inline const Setting<bool> kTrayExplained{"trayExplained", false};
/// The person chose a size of text when the program offered it.
inline const Setting<bool> kTextSizeAsked{"textSizeAsked", false};
/// The person has read once that a key is not handed over.
inline const Setting<bool> kHandOverSeen{"handOverSeen", false};
/// The authority's servers may be asked when a signature is checked.
inline const Setting<bool> kOnlineChecks{"onlineChecks", false};
/// Sites may ask this computer: "on", "off"; empty: nobody has decided yet.
inline const Setting<QString> kPortals{"portals", {}};
/// Minutes for which the password of a key need not be typed again when a site asks; one of
/// service::UnlockedKeys::kTimes.
inline const Setting<int> kUnlock{"unlock", 0};
/// Whether the person is abroad, and when they said so: guidance::formatStay().
inline const Setting<QString> kStay{"stay", {}};
/// The person said that their phone is bound to their account at the portal.
inline const Setting<bool> kNumberBound{"numberBound", false};
} // namespace settings

/// What the person chose, in one INI file. Never a secret, never a fact about a key.
class Settings {
  public:
    explicit Settings(const QString& file) : store_(file, QSettings::IniFormat) {}

    template <typename Value>
    Value get(const Setting<Value>& setting) const {
        return store_.value(QLatin1String(setting.name), QVariant::fromValue(setting.initial))
            .template value<Value>();
    }
    template <typename Value>
    void set(const Setting<Value>& setting, const Value& value) {
        store_.setValue(QLatin1String(setting.name), QVariant::fromValue(value));
    }

  private:
    QSettings store_;
};

} // namespace tanba::platform
