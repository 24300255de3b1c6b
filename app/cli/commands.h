#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"

namespace tanba::cli {

/// `key info`: whose key, what for, until when.
CommandEnd runKeyInfo(const KeyInfoArguments& arguments, const Services& services);
/// `key passwd`: another password for a key file.
CommandEnd runKeyPasswd(const KeyPasswdArguments& arguments, const Services& services);
/// `key find`: where key files lie, by their names.
CommandEnd runKeyFind(const KeyFindArguments& arguments, const Services& services);
/// `card list`: readers, cards and tokens, and what state they are in.
CommandEnd runCardList(const CardListArguments& arguments, const Services& services);
/// `card info`: whose keys are on a card, what for, until when.
CommandEnd runCardInfo(const CardInfoArguments& arguments, const Services& services);
/// `card pin` and `card unblock`: another PIN, with the old one or with the PUK.
CommandEnd runCardPin(const CardPinArguments& arguments, const Services& services);
/// `card survey`: what a card shows without a PIN, without personal data, for sending in.
CommandEnd runCardSurvey(const CardSurveyArguments& arguments, const Services& services);
/// `sign`: one key, one password, many documents.
CommandEnd runSign(const SignArguments& arguments, const Services& services);
/// `demo`: the main job from the card to the checked signature, with invented keys and the reference portal.
CommandEnd runDemo(const DemoArguments& arguments, const Services& services);
/// `login`: into a portal of the profile, in two stages.
CommandEnd runLogin(const LoginArguments& arguments, const Services& services);
/// `service`: serves portals without a window, until it is told to end.
CommandEnd runService(const ServiceArguments& arguments, const Services& services);
/// `verify`: one verdict a file.
CommandEnd runVerify(const VerifyArguments& arguments, const Services& services);

} // namespace tanba::cli
