"""A module that nobody here wrote, OpenSC's, behind our client and helper: signatures, wrong PINs, pulled cards."""

import pathlib

import pcsc

from card_test import PIV, CardTest, main

MODULE = next(iter(pathlib.Path("/usr/lib").glob("*/opensc-pkcs11.so")), None)
VERIFY = "20"
SIGN = "87"
GONE = ("token.removed", "token.not_found", "module.failed")
CALL_MILLISECONDS = 4000  # of our own limit on each of the module's functions
BOUND_SECONDS = 5.0  # of a whole action whose card is gone: the module may look at its readers several times
EMPTY_VERIFY = "0020008000"
HELPER = "tanba-pkcs11-helper"


class Module(CardTest):
    def setUp(self):
        super().setUp()
        self.assertIsNotNone(MODULE, "OpenSC's PKCS#11 module is not installed")
        self.plain.put_in("piv")
        self.plain.log()

    def sign(self, kind=PIV, key=0, pin=None, count=1, reader=None):
        return self.probe.order("module-sign", MODULE.resolve(), key, pin or kind.pin, count, CALL_MILLISECONDS,
                                seconds=30)

    def carries_pin(self, command):
        return command[2:4] == VERIFY and len(command) > 8

    def verified(self, log):
        return sum(self.carries_pin(command) for command, _ in log)

    def assert_forgotten(self):
        """Another program finds the PIN not verified, and no other in its way."""
        self.assert_no_verified_pin_left(self.plain)
        with pcsc.Program() as other:
            other.connect(self.plain.reader, share=pcsc.EXCLUSIVE)
            other.exchange("00A4040009A00000030800001000")
            self.assertEqual(other.exchange(EMPTY_VERIFY)[1] & 0xFFF0, 0x63C0)

    def helpers(self):
        """Processes of this rig that hold a module."""
        return [entry for entry in pathlib.Path("/proc").iterdir() if entry.name.isdigit() and self.is_helper(entry)]

    def is_helper(self, process):
        try:
            return HELPER in (process / "cmdline").read_text()
        except OSError:
            return False  # it has just ended

    def test_listed(self):
        with self.case("listed through OpenSC's module"):
            told = self.probe.order("module-list", MODULE.resolve())
            self.assertNotIn("failure", told)
            self.assertEqual(len(told["keys"]), 2, told)
            self.assertEqual(self.plain.stat()["attempts"], 0)

    def test_signed(self):
        for key in (0, 1):
            with self.case("signed through OpenSC's module, key", key):
                self.assert_all_verify(self.sign(key=key))
        with self.case("three signatures in one session"):
            self.assert_all_verify(self.sign(count=3), count=3)
        self.assert_tries(self.plain, 3)

    def test_forgotten_afterwards(self):
        for key in (0, 1):
            with self.case("no other program finds the PIN of key", key, "verified"):
                self.assert_all_verify(self.sign(key=key))
                self.assert_forgotten()
        with self.case("a card that another program holds for itself is left alone"), pcsc.Program() as other:
            self.assert_all_verify(self.sign())
            other.connect_alone(self.plain.reader)
            resets = self.plain.stat()["resets"]
            self.assertIsNotNone(self.sign().get("failure"))
            self.assertEqual(self.plain.stat()["resets"], resets)

    def places(self):
        """Where in a listing and a signature what is sent, learnt from one that goes well."""
        self.assert_all_verify(self.sign())
        commands = [command for command, _ in self.plain.log()]
        pin = next(n for n, command in enumerate(commands, 1) if self.carries_pin(command))
        signing = next(n for n, command in enumerate(commands, 1) if n > pin and command[2:4] == SIGN)
        listing = pin // 2  # the module reads the card once for the list and once for the signature
        return {"C_Initialize": 1, "reading for the list": listing // 3, "C_GetTokenInfo": listing // 2 + 1,
                "before C_Login": pin - 5, "C_Login": pin, "after C_Login": pin + 1, "C_SignInit": signing - 1,
                "C_Sign": signing}

    def ready(self):
        since = self.now()
        if self.plain.put_in("piv"):
            self.becomes("known", since)
        self.plain.log()

    def test_pulled(self):
        # OpenSC's module waits for itself for ever when a card leaves under some commands, unless it is given our
        # locks (cardreader/pkcs11/helper/module_locks.h).
        for place, number in self.places().items():
            for when in ("before", "during", "after"):
                with self.case("pulled", when, place):
                    self.ready()
                    self.plain.order("pull", when, number)
                    since = self.now()
                    answer = self.sign()
                    self.assert_failed(answer, *GONE)
                    self.assertLess(answer["milliseconds"], BOUND_SECONDS * 1000)
                    self.assertEqual(self.helpers(), [])
                    self.assertLessEqual(self.verified(self.plain.log()), 1)
                    self.becomes("empty", since, seconds=BOUND_SECONDS)
        with self.case("signs again when it is back"):
            self.ready()
            self.assert_all_verify(self.sign())
            self.assert_forgotten()

    def test_a_wrong_pin_is_sent_once(self):
        with self.case("wrong PIN through OpenSC's module"):
            self.assert_failed(self.sign(pin=PIV.wrong_pin), "pin.wrong", "pin.wrong_count_unknown")
            self.assert_tries(self.plain, 2)
            self.assertEqual(self.verified(self.plain.log()), 1)
        with self.case("the last try, then blocked"):
            self.assert_failed(self.sign(pin=PIV.wrong_pin), "pin.last_try", "pin.wrong", "pin.wrong_count_unknown")
            self.assert_failed(self.sign(pin=PIV.wrong_pin), "pin.blocked")
            self.assert_tries(self.plain, 0)


if __name__ == "__main__":
    main()
