#pragma once

#include "tests/gui/cards_world.h"
#include "tests/gui/consent_world.h"

#include <atomic>
#include <thread>

namespace tanba::gui::test {

inline const std::string kSecondReader = "Reader 01 00";
inline constexpr std::string_view kFirstPin = "123456";
inline constexpr std::string_view kSecondPin = "654321";

/// A request with two documents, signed on a thread of the service's side as soon as it is granted.
struct TwoDocuments {
    std::thread thread;
    std::atomic<bool> ended = false;
    std::vector<Outcome> signatures;

    ~TwoDocuments() {
        if (thread.joinable())
            thread.join();
    }
};

/// A world with two tokens that want their PIN for each signature (CKA_ALWAYS_AUTHENTICATE, the signature key
/// of PIV).
class PinWorld : public ConsentWorld {
  public:
    explicit PinWorld(text::Language language = text::Language::Kk, TextSize size = TextSize::Normal,
                      ThemeChoice theme = ThemeChoice::Light);
    ~PinWorld();

    void request(TwoDocuments& documents, service::ConsentId id, const std::string& origin);
    /// Agrees to what is asked now with the card in this reader.
    void agreeWith(const std::string& reader, std::string_view pin);
    /// The page that asks for the PIN of the second document.
    void waitForPin(TwoDocuments& documents);

    tanba::test::PivModel first;
    tanba::test::PivModel second;
};

} // namespace tanba::gui::test
