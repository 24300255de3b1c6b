#pragma once

#include "cardreader/tokens/card_token.h"
#include "cardreader/tokens/shown_certificates.h"
#include "tests/support/card_model_session.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tanba::card {

/// A person at the keyboard: gives the prepared secrets in turn, and is never asked more often.
class PreparedPins : public keys::PinSource, public keys::PinChangeSource {
  public:
    explicit PreparedPins(std::initializer_list<const char*> secrets)
        : secrets_(secrets.begin(), secrets.end()) {}

    Result<SecretBytes> pin(const std::string& tokenLabel, const keys::PinRules& rules) override {
        return answer(tokenLabel, rules);
    }
    Result<SecretBytes> pin(keys::PinRole role, const std::string& tokenLabel,
                            const keys::PinRules& rules) override {
        roles.push_back(role);
        return answer(tokenLabel, rules);
    }

    int asked = 0;
    int askedForTheReader = 0; ///< of these: to type on the reader's keys
    std::string label;
    keys::PinRules seen;
    std::vector<keys::PinRole> roles;
    std::function<void()> whileAsked;

  private:
    Result<SecretBytes> answer(const std::string& tokenLabel, const keys::PinRules& rules) {
        ++asked;
        label = tokenLabel;
        seen = rules;
        if (whileAsked)
            whileAsked();
        if (rules.enteredOnReader) {
            ++askedForTheReader;
            return SecretBytes();
        }
        if (secrets_.empty())
            return fail(FailureCode::Cancelled);
        const std::string next = secrets_.front();
        secrets_.pop_front();
        return SecretBytes::copyOf(viewOf(next));
    }

    std::deque<std::string> secrets_;
};

class MapMemory : public CertificateMemory {
  public:
    std::vector<keys::Certificate> certificatesFor(const std::string& serial) const override {
        const auto found = remembered.find(serial);
        return found == remembered.end() ? std::vector<keys::Certificate>() : found->second;
    }
    Outcome remember(const std::string& serial, const keys::Certificate& certificate) override {
        remembered[serial].push_back(certificate);
        return Done{};
    }

    std::vector<KnownCertificate> shownBefore(const std::string& serial) const override {
        return shown.of(serial);
    }
    void keepShown(const std::string& serial, std::vector<KnownCertificate> certificates) override {
        shown.keep(serial, std::move(certificates));
    }
    std::vector<Bytes> fruitlessSearches(const std::string& serial) const override {
        return shown.fruitlessOf(serial);
    }
    void keepFruitlessSearches(const std::string& serial, std::vector<Bytes> searches) override {
        shown.keepFruitless(serial, std::move(searches));
    }

    std::map<std::string, std::vector<keys::Certificate>> remembered;
    ShownCertificates shown;
};

inline crypto::Digest sha256Of(std::string_view text) {
    return crypto::digestOf(crypto::DigestAlgorithm::Sha256, viewOf(text)).value();
}

/// A slot with a model, opened as a token.
template <typename Model>
struct TokenRig {
    Model model;
    test::ModelSlot slot{model};
    MapMemory memory;
    std::unique_ptr<keys::Token> token;

    Result<std::unique_ptr<keys::Token>> open() { return openCardToken(slot, memory, nullptr); }
    keys::Token& opened() {
        if (token == nullptr) {
            auto result = open();
            EXPECT_TRUE(result.ok()) << codeText(result.failure().code) << result.failure().detail;
            token = std::move(result).value();
        }
        return *token;
    }
    std::unique_ptr<keys::SigningKey> key(std::size_t index = 0) {
        return std::move(opened().keys().at(index));
    }
};

} // namespace tanba::card
