"""`tanba-cli login --token` with a card in a real reader, against the reference portal over TLS: a person's ID card and an
organisation's token, and what goes wrong with the card in mid-login."""

import os
import pathlib
import re
import sys

import card_test
from card_test import CardTest
from emulator.issued import BIN, HEAD, IIN, authority_certificate
from emulator.keys import KeyFolder
from rig import PAD_NAME, PLAIN_NAME

sys.path.append(os.fspath(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))
# pylint: disable=wrong-import-position  # they lie in the other folder
from portal_process import Portal
from support import CANCELLED, CLI, DONE, REFUSED, environment
from test_login import LANGUAGES, MESSAGES, beginning
from test_terminal import Typist

PIN, WRONG_PIN = "1234", "9999"
YES = {"kk": "иә", "ru": "да"}
ACCOUNTS = [{"id": "person", "iin": IIN, "name": "TESTOV TEST", "phone": "+77011234507"},
            {"id": "company", "bin": BIN, "name": "TEST LLP", "phone": "+77019999912", "roles": [HEAD]}]
CARDS = {"kzid-person": "kk", "p15-company": "ru"}  # and the language in which somebody uses it
VERIFY, SIGNING = "VERIFY", "signing"
BOUND_SECONDS = 15  # of a whole run that fails


def carries_pin(command):
    return command[2:4] == "20" and len(command) > 8


def signs(command):
    return command[:2] == "00" and command[2:4] in ("2a", "88")


class Login(CardTest):
    stops_at = None

    def setUp(self):
        super().setUp()
        trust = self.folder / "anchors"
        trust.mkdir()
        (trust / "authority.cer").write_bytes(authority_certificate(KeyFolder(os.environ["CARD_RIG_KEYS"])))
        self.portal = Portal(self.folder, accounts=ACCOUNTS, trust=trust, crl=False)
        self.addCleanup(self.portal.end)
        self.codes = 0

    def typist(self, language, reader=PLAIN_NAME):
        """Somebody at a terminal who enters the portal with the card: the key is found by what it is for."""
        words = ["--lang", language, "login", self.portal.origin, "--portal-ca", self.portal.ca, "--token", reader,
                 "--factor", "sms"]
        typist = Typist([CLI, *words], self.folder, environment(HOME=os.fspath(self.folder)))
        self.addCleanup(os.close, typist.terminal)
        return typist

    def type_pin(self, typist, language, pin=PIN):
        typist.answer(beginning("cli.pin", language), pin + "\r")

    def ready(self, profile):
        """The card is in, and the monitor has done with it: from now on every command is the login's."""
        since = self.now()
        if self.plain.put_in(profile):
            self.becomes("known", since)
        self.plain.log()

    def assert_out(self, since):
        """Known to be out, so that it can be put in again."""
        self.becomes("empty", since, seconds=BOUND_SECONDS)

    def question(self, language):
        return re.split(r"\{\w+\}", MESSAGES["cli.login_consent"][language]["what"])[1]

    def agree(self, typist, language):
        typist.answer(self.question(language), YES[language] + "\r")

    def walk(self, language, at=lambda place: None):
        """As far as it goes, or until stops_at; at() is called at VERIFY and SIGNING, before the person types."""
        typist = self.typist(language)
        for place, shown, types in ((VERIFY, beginning("cli.pin", language), self.type_pin),
                                    (SIGNING, self.question(language), self.agree)):
            typist.wait_for(shown)
            at(place)
            types(typist, language)
            if place == self.stops_at:
                break
        return typist

    def enter(self, language, at=lambda place: None):
        """The whole way, which ends inside."""
        self.type_code(self.walk(language, at), language)
        self.assert_no_verified_pin_left(self.plain)
        self.assert_tries(self.plain, 3)

    def type_code(self, typist, language):
        self.codes += 1
        typist.answer(beginning("cli.login_code_prompt", language), self.portal.wait_for_code(self.codes) + "\r")
        self.assertEqual(typist.ended(), DONE, typist.shown.decode())
        self.assertIn(beginning("cli.login_inside", language), typist.shown.decode())

    def assert_told(self, typist, language, *codes):
        """The run ended with the sentence of one of these failures, and left nothing behind."""
        self.assertEqual(typist.ended(), REFUSED, typist.shown.decode())
        shown = " ".join(typist.shown.decode().split())
        self.assertTrue(any(beginning(code, language) in shown for code in codes), shown)
        self.assertEqual(list(self.folder.rglob("portal-login.json")), [])
        self.assertEqual(len(self.portal.sms()), self.codes)
        for secret in (IIN, PIN):
            self.assertNotIn(secret, self.portal.said())

    def places(self, language):
        """Which command it is, counted from when the person types, that carries the PIN, and that signs."""
        heard = {}
        self.enter(language, lambda place: heard.update({place: self.plain.stat()["commands"]}))
        start = self.plain.stat()["commands"] - len(commands := [command for command, _ in self.plain.log()])
        found = {VERIFY: carries_pin, SIGNING: signs}
        return {place: next(number for number, command in enumerate(commands, start + 1)
                            if number > heard[place] and found[place](command)) - heard[place] for place in found}

    def fault(self, language, place, *order):
        """A walk that gets this order for the card at that place, and stops there."""
        self.stops_at = place
        typist = self.walk(language, lambda at: at == place and self.plain.order(*order))
        self.stops_at = None
        return typist

    def verified(self):
        """How often a PIN was sent to the card since the last look."""
        return sum(carries_pin(command) for command, _ in self.plain.log())


class Entering(Login):
    def test_with_a_card(self):
        for profile in CARDS:
            for language in LANGUAGES:
                with self.case("login", profile, language):
                    self.ready(profile)
                    self.enter(language)

    def test_with_the_keys_of_the_reader(self):
        self.pad.put_in("kzid-person")
        with self.case("login, PIN pad"):
            self.pad.order("pinpad", PIN)
            typist = self.typist("kk", PAD_NAME)
            typist.wait_for(beginning("cli.pin_on_reader", "kk"))
            self.agree(typist, "kk")
            self.type_code(typist, "kk")
        with self.case("login, cancelled on the PIN pad"):
            self.pad.order("pinpad", "cancel")
            typist = self.typist("ru", PAD_NAME)
            self.assertEqual(typist.ended(), CANCELLED, typist.shown.decode())
            self.assertIn(beginning("pin.pad_cancelled", "ru"), " ".join(typist.shown.decode().split()))
            self.assertEqual(len(self.portal.sms()), self.codes)

    def test_somebody_who_says_no(self):
        self.ready("kzid-person")
        with self.case("login, not agreed"):
            typist = self.typist("kk")
            self.type_pin(typist, "kk")
            typist.answer(self.question("kk"), "жоқ\r")
            self.assertEqual(typist.ended(), CANCELLED, typist.shown.decode())
            self.assertFalse(any(signs(command) for command, _ in self.plain.log()))
            self.assert_no_verified_pin_left(self.plain)
            self.assertEqual(self.portal.sms(), [])


class InMidLogin(Login):
    GONE = ("card.removed", "card.absent", "card.reset", "reader.removed")

    def test_pulled(self):
        for profile, language in CARDS.items():
            self.ready(profile)
            for place, number in self.places(language).items():
                for when in ("before", "during"):
                    with self.case("login", profile, "pulled", when, place):
                        self.ready(profile)
                        begun = self.now()
                        self.assert_told(self.fault(language, place, "pull", when, number), language, *self.GONE)
                        self.assertLess(self.now() - begun, BOUND_SECONDS)
                        self.assertLessEqual(self.verified(), 1)
                        self.assert_out(begun)
            with self.case("login", profile, "goes well when it is back"):
                self.ready(profile)
                self.enter(language)

    def test_pulled_while_the_person_thinks(self):
        for profile, language in CARDS.items():
            for place in (VERIFY, SIGNING):
                with self.case("login", profile, "pulled before", place, "was wanted"):
                    self.ready(profile)
                    begun = self.now()
                    self.assert_told(self.fault(language, place, "remove"), language, *self.GONE)
                    self.assert_out(begun)
                    self.ready(profile)
                    self.enter(language)

    def test_a_wrong_pin_costs_one_try_and_the_login_goes_on(self):
        for profile, language in CARDS.items():
            with self.case("login", profile, "wrong PIN once"):
                self.ready(profile)
                typist = self.typist(language)
                self.type_pin(typist, language, WRONG_PIN)
                typist.wait_for(beginning("pin.wrong", language))
                typist.wait_for(beginning("cli.pin", language))
                self.assertEqual(self.verified(), 1)
                self.assert_tries(self.plain, 2)
                self.type_pin(typist, language)
                self.agree(typist, language)
                self.type_code(typist, language)
                self.assert_tries(self.plain, 3)

    def test_a_pin_that_gets_blocked_ends_it(self):
        for profile, language in CARDS.items():
            with self.case("login", profile, "wrong PIN until it is blocked"):
                self.ready(profile)
                typist = self.typist(language)
                for _ in range(3):
                    self.type_pin(typist, language, WRONG_PIN)
                self.assert_told(typist, language, "pin.blocked")
                self.assertEqual(self.verified(), 3)
                self.plain.order("renew")

    def test_a_card_that_signs_wrongly_hands_nothing_in(self):
        for profile, language in CARDS.items():
            with self.case("login", profile, "a signature that is none"):
                self.ready(profile)
                number = self.places(language)[SIGNING]
                self.assert_told(self.fault(language, SIGNING, "answer", number, "80" * 256 + "9000"), language,
                                 "signature.self_check_failed", "card.answer_malformed")
                self.plain.order("clear")
                self.enter(language)


if __name__ == "__main__":
    card_test.main()
