"""OpenSC judges the emulated cards and the PIN pad: a host that nobody here wrote."""

import pathlib

from rig import PAD_NAME, PLAIN_NAME
from rig_test import FAILED, RigTest, certificate_of, main

MODULE = next(iter(pathlib.Path("/usr/lib").glob("*/opensc-pkcs11.so")), None)
MESSAGE = b"what is signed"
ISO_ONLY = "app default { enable_default_driver = true; card_drivers = default; }\n"


class OpenSc(RigTest):
    def setUp(self):
        super().setUp()
        self.assertIsNotNone(MODULE, "OpenSC's PKCS#11 module is not installed")
        self.iso = {"OPENSC_CONF": str(self.write("opensc.conf", ISO_ONLY))}

    def pkcs15(self, *words, code=0):
        return self.tool("pkcs15-tool", "--reader", "0", *words, code=code, env=self.iso)

    def pkcs11(self, *words, code=0):
        return self.tool("pkcs11-tool", "--module", MODULE, *words, code=code)

    def sign(self, key, mechanism, *login):
        message = self.write("message", MESSAGE)
        self.pkcs11("--sign", "--id", key, "--mechanism", mechanism, "--input-file", message, "--output-file", "value",
                    *login)
        return (self.folder / "value").read_bytes()

    def certificate(self, key):
        self.pkcs11("--read-object", "--type", "cert", "--id", key, "--output-file", "certificate")
        return certificate_of((self.folder / "certificate").read_bytes())


class Pkcs15(OpenSc):
    def test_readers(self):
        self.pad.put_in("p15")
        told = self.tool("opensc-tool", "--list-readers")
        self.assertRegex(told, f"0 +Yes +PIN pad +{PAD_NAME}")
        self.assertRegex(told, f"1 +No +{PLAIN_NAME}")

    def test_every_object_is_read(self):
        self.pad.put_in("p15")
        told = self.pkcs15("--dump")
        for words in ("PKCS#15 Card [Card of the test rig]", "PIN [PIN]", "Private RSA Key [RSA key]",
                      "Private EC Key [EC key]", "X.509 Certificate [RSA key]", "X.509 Certificate [EC key]"):
            self.assertIn(words, told)

    def test_larger_keys_are_read(self):
        self.pad.put_in("p15-large")
        told = self.pkcs15("--dump")
        for words in ("Private RSA Key [RSA key]", "ModLength      : 3072", "Private EC Key [EC key]",
                      "FieldLength    : 384"):
            self.assertIn(words, told)

    def test_pin_verified_changed_blocked_and_unblocked(self):
        self.plain.put_in("p15")
        reader_1 = ("--reader", "1")
        self.pkcs15(*reader_1, "--verify-pin", "--auth-id", "01", "--pin", "1234")
        self.pkcs15(*reader_1, "--change-pin", "--auth-id", "01", "--pin", "1234", "--new-pin", "56789")
        for left in (2, 1, 0):
            self.pkcs15(*reader_1, "--verify-pin", "--auth-id", "01", "--pin", "1234", code=FAILED)
            self.assertEqual(self.plain.stat()["tries"], left)
        self.pkcs15(*reader_1, "--verify-pin", "--auth-id", "01", "--pin", "56789", code=FAILED)
        self.assertEqual(self.plain.stat()["tries"], 0)
        self.pkcs15(*reader_1, "--unblock-pin", "--auth-id", "01", "--puk", "12345678", "--new-pin", "4321")
        self.pkcs15(*reader_1, "--verify-pin", "--auth-id", "01", "--pin", "4321")

    def test_signatures(self):
        self.plain.put_in("isoapplet")
        login = ("--login", "--pin", "1234")
        self.assert_signed(self.certificate("45"), MESSAGE, self.sign("45", "SHA256-RSA-PKCS", *login))

    def test_its_own_test_of_a_token(self):
        self.plain.put_in("isoapplet")
        self.assertIn("No errors", self.pkcs11("--login", "--pin", "1234", "--test"))


class Pad(OpenSc):
    """The keys on the reader."""

    def setUp(self):
        super().setUp()
        self.pad.put_in("p15")

    def verify(self, *typed, code):
        self.pad.order("pinpad", *typed)
        return self.pkcs15("--verify-pin", "--auth-id", "01", code=code)

    def test_typed_well_and_badly(self):
        cases = (("1234", 0, 3), ("9999", FAILED, 2), ("1234", 0, 3), ("cancel", FAILED, 3), ("timeout", FAILED, 3),
                 ("12", FAILED, 3))
        for typed, code, left in cases:
            with self.subTest(typed):
                self.verify(typed, code=code)
                self.assertEqual(self.pad.stat()["tries"], left)
                self.assertEqual(self.pad.stat()["typed"], 0)

    def test_pin_changed(self):
        change = ("--change-pin", "--auth-id", "01")
        self.pad.order("pinpad", "1234", "567890", "567890")
        self.pkcs15(*change)
        self.pad.order("pinpad", "567890", "1111", "1112")
        self.pkcs15(*change, code=FAILED)
        self.verify("567890", code=0)


class Piv(OpenSc):
    def test_recognised(self):
        self.pad.put_in("piv")
        self.assertIn("Personal Identity Verification", self.tool("opensc-tool", "--reader", "0", "--name"))

    def test_signatures(self):
        for profile, kinds in (("piv", ("RSA-PKCS", "ECDSA")), ("piv-ec", ("ECDSA", "RSA-PKCS"))):
            self.plain.put_in(profile)
            for key, kind in zip(("01", "02"), kinds, strict=True):
                with self.subTest(profile, key=key):
                    mechanism = {"RSA-PKCS": "SHA256-RSA-PKCS", "ECDSA": "ECDSA-SHA256"}[kind]
                    self.plain.order("clear")
                    value = self.sign(key, mechanism, "--login", "--pin", "123456")
                    self.assert_signed(self.certificate(key), MESSAGE, value)

    def test_a_wrong_pin(self):
        self.plain.put_in("piv")
        self.assertIn("CKR_PIN_INCORRECT", self.pkcs11("--login", "--pin", "654321", "--list-objects", code=FAILED))
        self.assertEqual(self.plain.stat()["tries"], 2)


if __name__ == "__main__":
    main()
