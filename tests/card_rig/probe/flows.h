#pragma once

#include "cardreader/tokens/card_token.h"
#include "tests/card_rig/probe/counting_api.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace rig {

/// Certificates that an order gave for cards which show none.
class CertificatesInMemory : public tanba::card::CertificateMemory {
  public:
    std::vector<tanba::keys::Certificate> certificatesFor(const std::string& cardSerial) const override;
    tanba::Outcome remember(const std::string& cardSerial,
                            const tanba::keys::Certificate& certificate) override;

  private:
    std::map<std::string, std::vector<tanba::keys::Certificate>> bySerial_;
};

/// Whole actions with a card, as a program does them: each opens the card anew. Must outlive every thread
/// that may still be opening a card (PcscCardSlot).
class Flows {
  public:
    explicit Flows(Api& real) : api_(real) {}

    /// `words`: what to do, the reader's name, and what the action needs (see main.cpp).
    /// @returns what came of it, with "failure" where it failed, the commands sent and the milliseconds.
    nlohmann::json run(const std::vector<std::string>& words);

  private:
    nlohmann::json perform(const std::vector<std::string>& words);
    /// The first token that a PKCS#11 module shows, instead of a reader's card.
    nlohmann::json throughModule(const std::vector<std::string>& words);
    nlohmann::json list(tanba::keys::Token& token);
    nlohmann::json sign(tanba::keys::Token& token, std::size_t key, const std::string& pin, int count);
    nlohmann::json change(tanba::keys::Token& token, const std::string& current, const std::string& next);
    nlohmann::json unblock(tanba::keys::Token& token, const std::string& puk, const std::string& next);
    nlohmann::json bench(const std::vector<std::string>& words);

    CountingApi api_;
    CertificatesInMemory memory_;
};

} // namespace rig
