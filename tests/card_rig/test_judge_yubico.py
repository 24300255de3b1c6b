"""yubico-piv-tool judges the PIV profile: certificates, PIN and PUK, signatures."""

from rig_test import FAILED, RigTest, certificate_of, main

PIN, PUK = "123456", "12345678"


class YubicoPivTool(RigTest):
    def setUp(self):
        super().setUp()
        self.plain.put_in("piv")

    def piv(self, *words, code=0, stdin=b""):
        return self.tool("yubico-piv-tool", "--reader", "Rig plain", *words, code=code, stdin=stdin)

    def certificate(self, slot):
        return self.piv("--action", "read-certificate", "--slot", slot)

    def test_status(self):
        told = self.piv("--action", "status")
        for words in ("CN=TEST PIV 9A", "CN=TEST PIV 9C", "RSA2048", "ECCP256", "PIN tries left:\t3", "CHUID:\t3019"):
            self.assertIn(words, told)

    def test_certificates(self):
        for slot in ("9a", "9c"):
            self.assertIn(f"TEST PIV {slot.upper()}", certificate_of(self.certificate(slot)).subject.rfc4514_string())
        self.piv("--action", "read-certificate", "--slot", "9d", code=FAILED)

    def test_pin(self):
        self.piv("--action", "verify-pin", "--pin", PIN)
        for left in (2, 1):
            self.assertIn(f"{left} tries left", self.piv("--action", "verify-pin", "--pin", "111111", code=FAILED))
        self.assertIn("PIN tries left:\t1", self.piv("--action", "status"))
        self.assertIn("blocked", self.piv("--action", "verify-pin", "--pin", "111111", code=FAILED))
        self.assertIn("blocked", self.piv("--action", "verify-pin", "--pin", PIN, code=FAILED))
        self.assertEqual(self.plain.stat()["tries"], 0)

    def test_pin_changed(self):
        self.piv("--action", "change-pin", "--pin", PIN, "--new-pin", "87654321")
        self.piv("--action", "verify-pin", "--pin", PIN, code=FAILED)
        self.piv("--action", "verify-pin", "--pin", "87654321")
        self.assertEqual(self.plain.stat()["tries"], 3)

    def test_unblocked(self):
        self.plain.order("tries", 0)
        self.piv("--action", "unblock-pin", "--pin", "11111111", "--new-pin", "222222", code=FAILED)
        self.assertEqual(self.plain.stat()["pukTries"], 2)
        self.piv("--action", "unblock-pin", "--pin", PUK, "--new-pin", "222222")
        self.piv("--action", "verify-pin", "--pin", "222222")

    def test_puk_changed(self):
        self.piv("--action", "change-puk", "--pin", PUK, "--new-pin", "87654321")
        self.piv("--action", "unblock-pin", "--pin", "87654321", "--new-pin", "222222")

    def test_signatures(self):
        # Slot 9C of piv-ec has a compressed certificate, which older versions of this tool cannot read.
        for profile, slots in (("piv", ("9a", "9c")), ("piv-ec", ("9a",))):
            self.plain.put_in(profile)
            for slot in slots:
                with self.subTest(profile, slot=slot):
                    told = self.piv("--action", "verify-pin", "--pin", PIN, "--action", "test-signature", "--slot",
                                    slot, stdin=self.certificate(slot).encode())
                    self.assertIn("Successful", told)

    def test_no_signature_without_pin(self):
        for slot in ("9a", "9c"):
            self.piv("--action", "test-signature", "--slot", slot, stdin=self.certificate(slot).encode(), code=FAILED)


if __name__ == "__main__":
    main()
