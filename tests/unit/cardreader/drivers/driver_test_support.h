#pragma once

#include "cardreader/drivers/driver.h"
#include "tests/support/card_model_session.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <string_view>

namespace tanba::card {

inline SecretBytes secretOf(std::string_view text) {
    return SecretBytes::copyOf(viewOf(text));
}

inline crypto::Digest sha256Of(std::string_view text) {
    return crypto::digestOf(crypto::DigestAlgorithm::Sha256, viewOf(text)).value();
}

inline KnownOfCard nothingKnown(const std::string&) {
    return {};
}

inline TypedPins typed(std::string_view current, std::string_view next) {
    return {secretOf(current), secretOf(next)};
}

/// Selects, then reads; the test fails when the driver does not recognise its card.
inline Result<CardContents> selectAndRead(const CardDriver& driver, CardSession& session,
                                          const KnownCertificates& known = nothingKnown) {
    TANBA_TRY(const bool recognised, driver.recognises(session));
    EXPECT_TRUE(recognised);
    return driver.read(session, known);
}

/// PIN, preparation and one signature in a session in which the card was selected.
inline Result<Bytes> verifyAndSign(const CardDriver& driver, CardSession& session,
                                   const CardContents& contents, const CardKey& key, std::string_view pin,
                                   const crypto::Digest& digest) {
    TANBA_CHECK(driver.verifyPin(session, contents.pins.at(0), secretOf(pin)));
    TANBA_CHECK(driver.prepareSigning(session, key));
    return driver.sign(session, key, digest);
}

} // namespace tanba::card
