#pragma once

#include "tests/gui/reference_world.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {

/// The window against the reference portal over TLS, in one language.
class ReferenceTest : public testing::TestWithParam<text::Language> {};

/// A suite of such tests, in Kazakh and in Russian.
#define TANBA_REFERENCE_SUITE(Suite)                                                                         \
    class Suite : public ReferenceTest {};                                                                   \
    INSTANTIATE_TEST_SUITE_P(Languages, Suite, testing::Values(text::Language::Kk, text::Language::Ru),      \
                             [](const auto& test) { return std::string(text::languageName(test.param)); })

/// To the list of keys, if the portal lets.
void openPortal(ReferenceWorld& world);
/// To the page with the consent.
void goToConsent(ReferenceWorld& world);
/// From the choice of the second factor to a QR code on the screen.
void showQr(ReferenceWorld& world);
/// From the choice of the second factor to the inside.
void enterBySms(ReferenceWorld& world);

/// A sentence about the way to the portal: killed in the middle of an answer, or before the question.
bool tellsThatItIsAway(ReferenceWorld& world);
/// What went wrong last is this, and stands on the page.
void expectTold(ReferenceWorld& world, FailureCode code);
/// The same, and the login is over with nothing left behind.
void expectEnded(ReferenceWorld& world, FailureCode code);

} // namespace tanba::gui::test
