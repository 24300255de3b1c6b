#pragma once

#include "tests/unit/cardreader/faults/fault_world.h"

#include <array>

namespace tanba::card {

/// A flow with a card: a row of a matrix.
struct FaultRow {
    CardKind kind;
    Flow flow;
    const char* name;
};

/// PINs are typed at the computer.
inline constexpr std::array kKeyboardRows{
    FaultRow{CardKind::IdCard, Flow::ReadCertificates, "IdCard_ReadCertificates"},
    FaultRow{CardKind::IdCard, Flow::VerifyPin, "IdCard_VerifyPin"},
    FaultRow{CardKind::IdCard, Flow::Sign, "IdCard_Sign"},
    FaultRow{CardKind::IdCardT0, Flow::ReadCertificates, "IdCardT0_ReadCertificates"},
    FaultRow{CardKind::IdCardT0, Flow::VerifyPin, "IdCardT0_VerifyPin"},
    FaultRow{CardKind::IdCardT0, Flow::Sign, "IdCardT0_Sign"},
    FaultRow{CardKind::Piv, Flow::List, "Piv_List"},
    FaultRow{CardKind::Piv, Flow::VerifyPin, "Piv_VerifyPin"},
    FaultRow{CardKind::Piv, Flow::Sign, "Piv_Sign"},
    FaultRow{CardKind::PivEverySignature, Flow::VerifyPin, "PivEverySignature_VerifyPin"},
    FaultRow{CardKind::PivEverySignature, Flow::Sign, "PivEverySignature_Sign"},
    FaultRow{CardKind::Piv, Flow::ChangePin, "Piv_ChangePin"},
    FaultRow{CardKind::Piv, Flow::UnblockPin, "Piv_UnblockPin"},
    FaultRow{CardKind::PivExactLength, Flow::List, "PivExactLength_List"},
    FaultRow{CardKind::Pkcs15, Flow::List, "Pkcs15_List"},
    FaultRow{CardKind::Pkcs15, Flow::VerifyPin, "Pkcs15_VerifyPin"},
    FaultRow{CardKind::Pkcs15, Flow::Sign, "Pkcs15_Sign"},
    FaultRow{CardKind::Pkcs15, Flow::ChangePin, "Pkcs15_ChangePin"},
    FaultRow{CardKind::Pkcs15, Flow::UnblockPin, "Pkcs15_UnblockPin"}};

/// PINs are typed on the reader.
inline constexpr std::array kPadRows{
    FaultRow{CardKind::IdCard, Flow::VerifyPin, "IdCard_VerifyPin"},
    FaultRow{CardKind::IdCardT0, Flow::VerifyPin, "IdCardT0_VerifyPin"},
    FaultRow{CardKind::Piv, Flow::VerifyPin, "Piv_VerifyPin"},
    FaultRow{CardKind::PivEverySignature, Flow::SignAgain, "PivEverySignature_SignAgain"},
    FaultRow{CardKind::Piv, Flow::ChangePin, "Piv_ChangePin"},
    FaultRow{CardKind::Pkcs15, Flow::VerifyPin, "Pkcs15_VerifyPin"},
    FaultRow{CardKind::Pkcs15, Flow::ChangePin, "Pkcs15_ChangePin"}};

/// What an undisturbed flow calls: the places where a fault can strike.
struct Places {
    unsigned controls;
    unsigned apdus;
};
Places placesOf(const FaultRow& row, Entry entry);

/// allFaults() with each code of PC/SC and an answer of no octet: for readers with keys.
std::vector<Fault> allFaultsWithCodes();

/// How many cases the matrices have in all; a test counts them, and cardreader/tokens/README.md tells.
inline constexpr unsigned kFaultCases = 13'188;

} // namespace tanba::card
