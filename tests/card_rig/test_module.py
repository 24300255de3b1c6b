"""A module that nobody here wrote, OpenSC's, behind our client and helper: signatures and wrong PINs."""

import pathlib

from card_test import PIV, CardTest, main

MODULE = next(iter(pathlib.Path("/usr/lib").glob("*/opensc-pkcs11.so")), None)
VERIFY = "20"


class Module(CardTest):
    def setUp(self):
        super().setUp()
        self.assertIsNotNone(MODULE, "OpenSC's PKCS#11 module is not installed")
        self.plain.put_in("piv")
        self.plain.log()

    def sign(self, kind=PIV, key=0, pin=None, count=1, reader=None):
        return self.probe.order("module-sign", MODULE.resolve(), key, pin or kind.pin, count, seconds=30)

    def verified(self, log):
        return sum(command[2:4] == VERIFY and len(command) > 8 for command, _ in log)

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
