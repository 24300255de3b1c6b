#pragma once

#include "app/gui/consent/consent_desk.h"
#include "app/gui/consent/portal_switch.h"
#include "app/gui/presence/attention.h"
#include "app/gui/words/words.h"

#include <deque>

namespace tanba::gui {

/// What Home tells of sites: what wants a decision, and what went wrong. Keeps the last requests for the
/// settings, as long as the program runs.
class PortalNews : public AttentionSource {
    Q_OBJECT

  public:
    static constexpr std::size_t kMostRecent = 6;

    PortalNews(const Words& words, GuiConsentDesk& consent, PortalSwitch& portals);
    std::vector<AttentionItem> items() override;
    /// The latest first.
    const std::deque<ConsentEvent>& recent() const { return recent_; }
    /// Everybody knows what opened this key: told until it is seen.
    void takeKnownSecret(const SigningKeyOption& key);

  signals:
    /// To the section of the settings.
    void settingsWanted();
    void passwordChangeWanted(const std::filesystem::path& key);
    void cardWanted(const std::string& id);

  private:
    void take(const ConsentEvent& event);
    void addService(std::vector<AttentionItem>& items);
    AttentionItem itemOf(const ConsentEvent& event);
    AttentionItem itemOf(const SigningKeyOption& key);
    void forgetKnownSecret(const SigningKeyOption& key);

    static constexpr std::size_t kMostTold = 5;

    const Words& words_;
    GuiConsentDesk& consent_;
    PortalSwitch& portals_;
    std::deque<ConsentEvent> recent_;
    std::deque<ConsentEvent> told_;              ///< until somebody has seen them
    std::vector<SigningKeyOption> knownSecrets_; ///< keys whose password or PIN everybody knows; so as well
};

} // namespace tanba::gui
