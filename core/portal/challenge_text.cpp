#include "core/portal/challenge_text.h"

#include <algorithm>

namespace tanba::portal {

namespace {

constexpr std::string_view kDeclaration = R"(<?xml version="1.0" encoding="utf-8"?>)";
constexpr std::string_view kRootBegin = R"(<portalLogin xmlns:p="urn:eds-portal:1" p:origin=")";
constexpr std::string_view kRootBeginEnd = "\">";
constexpr std::string_view kRootEnd = "</portalLogin>";
constexpr std::size_t kLeastNonce = 22; // 128 bits of base64url
constexpr std::size_t kMostValue = 300;

bool isPlain(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') ||
           std::string_view("-_.:/+").find(character) != std::string_view::npos;
}

/// Takes fixed pieces off the front; after the first that is missing it stays wrong.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    void literal(std::string_view expected) {
        good_ = good_ && rest_.starts_with(expected);
        if (good_)
            rest_.remove_prefix(expected.size());
    }
    void space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n"), rest_.size())); }
    std::string value() {
        std::string taken;
        while (!rest_.empty() && isPlain(rest_.front()) && taken.size() < kMostValue) {
            taken += rest_.front();
            rest_.remove_prefix(1);
        }
        return taken;
    }
    std::string element(const std::string& name) {
        literal("<" + name + ">");
        std::string content = value();
        literal("</" + name + ">");
        space();
        return content;
    }
    bool complete() const { return good_ && rest_.empty(); }

  private:
    std::string_view rest_;
    bool good_ = true;
};

} // namespace

std::optional<ChallengeText> readChallengeText(std::string_view text) {
    Scanner scanner(text);
    ChallengeText found;
    scanner.literal(kDeclaration);
    scanner.space();
    scanner.literal(kRootBegin);
    found.origin = scanner.value();
    scanner.literal(kRootBeginEnd);
    scanner.space();
    found.nonce = scanner.element("p:nonce");
    found.clientNonce = scanner.element("p:clientNonce");
    found.expires = scanner.element("p:expires");
    scanner.literal(kRootEnd);
    scanner.space();
    if (!scanner.complete() || found.nonce.size() < kLeastNonce || found.clientNonce.size() < kLeastNonce)
        return std::nullopt;
    return found;
}

} // namespace tanba::portal
