"""Signatures and PINs of every kind of card through the real pcscd, judged by a library that is not ours."""

import pcsc
from card_test import KINDS, KZID, P15, P15_LARGE, PIV, PIV_EC, CardTest, main
from rig import PAD_NAME, PLAIN_NAME, wait_until

PUK = "12345678"
UNUSED = "000000"  # where the reader's keys are used


class Signing(CardTest):
    def test_every_key_of_every_card(self):
        for kind in (*KINDS, PIV_EC, P15_LARGE):
            self.plain.put_in(kind.profile)
            for index, key in enumerate(kind.keys):
                with self.case(kind.profile, key):
                    self.assert_all_verify(self.sign(kind, index))
                    self.assert_tries(self.plain, 3)
            self.assert_no_verified_pin_left(self.plain)

    def test_ten_signatures_in_one_session(self):
        for kind in (*KINDS, PIV_EC):
            for index in (0, 1):
                with self.case(kind.profile, kind.keys[index], "ten times"):
                    self.plain.put_in(kind.profile)
                    answer = self.sign(kind, index, count=10)
                    self.assert_all_verify(answer, count=10)
                    pin_each_time = kind.driver == "piv" and index == 1
                    self.assertEqual(answer["person"]["asked"], 10 if pin_each_time else 1)
                    self.assertEqual(self.plain.stat()["attempts"], 10 if pin_each_time else 1)

    def test_key_of_the_id_card_is_never_generated(self):
        with self.case("INS 46 never leaves"):
            self.plain.put_in("kzid")
            self.plain.log()
            self.assert_all_verify(self.sign(KZID))
            self.probe.order("change", PLAIN_NAME, KZID.pin, "4321")
            allowed = {"a4", "b0", "b2", "cb", "ca", "c0", "20", "22", "88"}
            self.assertLessEqual({command[2:4] for command, _ in self.plain.log()}, allowed)
            self.assertEqual(self.plain.stat()["generated"], 0)

    def test_a_card_that_shows_no_certificate(self):
        self.plain.put_in("kzid")
        certificate = bytes.fromhex(self.sign(KZID)["certificate"])
        self.plain.put_in("kzid-old")
        with self.case("kzid-old without a certificate"):
            self.assert_failed(self.sign(KZID), "card.no_certificate")
            self.assertEqual(self.plain.stat()["attempts"], 0)
        with self.case("kzid-old with a certificate that was given"):
            self.assertNotIn("failure", self.probe.order("know", PLAIN_NAME, self.write("given.cer", certificate)))
            self.assert_all_verify(self.sign(KZID))

    def test_nothing_to_sign_with(self):
        for profile, code in (("unknown", "card.unknown"), ("mute", "card.mute")):
            with self.case(profile):
                self.plain.put_in(profile)
                self.assert_failed(self.sign(PIV), code)
        with self.case("no card"):
            self.plain.take_out()
            self.assert_failed(self.sign(PIV), "card.absent")
        with self.case("no such reader"):
            self.assert_failed(self.sign(PIV, reader="Another reader"), "reader.removed", "reader.none")


class Pins(CardTest):
    def test_wrong_until_blocked(self):
        for kind in KINDS:
            self.plain.put_in(kind.profile)
            for left, codes in ((2, ("pin.wrong",)), (1, ("pin.wrong", "pin.last_try")), (0, ("pin.blocked",))):
                with self.case(kind.profile, "wrong PIN,", left, "left"):
                    answer = self.sign(kind, pin=kind.wrong_pin)
                    self.assert_failed(answer, *codes)
                    self.assertEqual(answer["person"]["asked"], 1)
                    self.assert_tries(self.plain, left)
            with self.case(kind.profile, "right PIN, blocked"):
                self.assert_failed(self.sign(kind), "pin.blocked")
                self.assert_tries(self.plain, 0)

    def test_right_after_wrong(self):
        for kind in KINDS:
            with self.case(kind.profile, "right after wrong"):
                self.plain.put_in(kind.profile)
                self.sign(kind, pin=kind.wrong_pin)
                self.assert_all_verify(self.sign(kind))
                self.assert_tries(self.plain, 3)

    def test_a_pin_that_cannot_be_one_costs_nothing(self):
        for kind in KINDS:
            for pin, codes in (("12", ("pin.length",)), ("123456789", ("pin.length",)),
                               ("abcdef"[:len(kind.pin)], ("pin.characters", "pin.length"))):
                with self.case(kind.profile, pin):
                    self.plain.put_in(kind.profile)
                    self.assert_failed(self.sign(kind, pin=pin), *codes)
                    self.assertEqual(self.plain.stat()["attempts"], 0)

    def test_looking_costs_nothing(self):
        for kind in KINDS:
            with self.case(kind.profile, "listed five times"):
                self.plain.put_in(kind.profile)
                for _ in range(5):
                    told = self.probe.order("list", PLAIN_NAME)
                    self.assertEqual(len(told["keys"]), len(kind.keys), told)
                self.assertEqual(self.plain.stat()["attempts"], 0)
                self.assertEqual(told["triesLeft"], 3 if kind is PIV else None)

    def test_changed(self):
        for kind in (P15, PIV):
            self.plain.put_in(kind.profile)
            with self.case(kind.profile, "PIN changed"):
                self.assertNotIn("failure", self.probe.order("change", PLAIN_NAME, kind.pin, kind.new_pin))
                self.assert_all_verify(self.sign(kind, pin=kind.new_pin))
                self.assert_no_verified_pin_left(self.plain)
            with self.case(kind.profile, "change with a wrong PIN"):
                self.assert_failed(self.probe.order("change", PLAIN_NAME, kind.wrong_pin, kind.pin), "pin.wrong")
                self.assert_tries(self.plain, 2)
            for new, codes in (("12", ("pin.length",)), (kind.new_pin, ("pin.same",))):
                with self.case(kind.profile, "change to", new):
                    self.assert_failed(self.probe.order("change", PLAIN_NAME, kind.new_pin, new), *codes)
                    self.assert_tries(self.plain, 2)

    def test_unblocked(self):
        for kind in (P15, PIV):
            self.plain.put_in(kind.profile)
            self.plain.order("tries", 0)
            with self.case(kind.profile, "wrong PUK"):
                before = self.plain.stat()["pukTries"]
                self.assert_failed(self.probe.order("unblock", PLAIN_NAME, "87654321", kind.new_pin), "puk.wrong")
                self.assertEqual(self.plain.stat()["pukTries"], before - 1)
            with self.case(kind.profile, "unblocked"):
                self.assertNotIn("failure", self.probe.order("unblock", PLAIN_NAME, PUK, kind.new_pin))
                self.assert_all_verify(self.sign(kind, pin=kind.new_pin))
            with self.case(kind.profile, "PUK blocked"):
                self.plain.order("puk-tries", 0)
                self.assert_failed(self.probe.order("unblock", PLAIN_NAME, PUK, kind.new_pin), "puk.blocked")

    def test_the_id_card_changes_and_unblocks_nothing(self):
        with self.case("kzid change and unblock"):
            self.plain.put_in("kzid")
            self.assert_failed(self.probe.order("change", PLAIN_NAME, "1234", "4321"), "pin.change_not_here")
            self.assert_failed(self.probe.order("unblock", PLAIN_NAME, PUK, "4321"), "pin.unblock_not_here")
            self.assertEqual(self.plain.stat()["attempts"], 0)


class Pad(CardTest):
    """The keys on the reader: the PIN never comes to the computer."""

    def put_in(self, kind, *typed):
        self.pad.put_in(kind.profile)
        self.pad.order("pinpad", *typed)

    def test_signed(self):
        for kind in KINDS:
            with self.case(kind.profile, "signed with the reader's keys"):
                self.put_in(kind, kind.pin)
                answer = self.sign(kind, pin=UNUSED, reader=PAD_NAME)
                self.assert_all_verify(answer)
                self.assertTrue(answer["person"]["onReader"])
                self.assertEqual(self.pad.stat()["typed"], 0)
                self.assert_no_verified_pin_left(self.pad)

    def test_not_signed(self):
        endings = (("wrong", ("pin.wrong",), 2), ("cancel", ("pin.pad_cancelled",), 3),
                   ("timeout", ("pin.pad_timeout",), 3), ("12", ("pin.length",), 3))
        for kind in KINDS:
            for typed, codes, left in endings:
                with self.case(kind.profile, "reader's keys:", typed):
                    self.put_in(kind, kind.wrong_pin if typed == "wrong" else typed)
                    self.assert_failed(self.sign(kind, reader=PAD_NAME), *codes)
                    self.assert_tries(self.pad, left)

    def test_changed(self):
        for kind in (P15, PIV):
            with self.case(kind.profile, "changed with the reader's keys"):
                self.put_in(kind, kind.pin, kind.new_pin, kind.new_pin, kind.new_pin)
                self.assertNotIn("failure", self.probe.order("change", PAD_NAME, UNUSED, UNUSED))
                self.assert_all_verify(self.sign(kind, reader=PAD_NAME))
            with self.case(kind.profile, "reader's keys: the new PINs differ"):
                self.put_in(kind, kind.pin, kind.new_pin, kind.wrong_pin)
                self.assert_failed(self.probe.order("change", PAD_NAME, UNUSED, UNUSED), "pin.pad_different")
                self.assert_tries(self.pad, 3)


class OtherPrograms(CardTest):
    def test_held_for_a_moment(self):
        with self.case("held by another program for a second"):
            self.plain.put_in("piv")
            with pcsc.Program() as other:
                other.connect_alone(PLAIN_NAME)
                self.probe.send("sign", PLAIN_NAME, 0, PIV.pin, 1)
                with self.assertRaises(Exception):
                    self.probe.answer(1)
            self.assert_all_verify(self.probe.answer())

    def test_held_for_long(self):
        with self.case("held by another program"):
            self.plain.put_in("piv")
            with pcsc.Program() as other:
                other.connect_alone(PLAIN_NAME)
                answer = self.sign(PIV)
                self.assert_failed(answer, "card.in_use")
                self.assertLess(answer["milliseconds"], 5000)
                self.assertEqual(self.plain.stat()["attempts"], 0)

    def test_reset_while_a_signature_begins(self):
        """pcscd lets a reset through that was asked for before the transaction began."""
        with self.case("another program resets the card while a signature begins"):
            self.plain.put_in("piv")
            self.plain.order("delay", 20)
            with pcsc.Program() as other:
                other.connect(PLAIN_NAME)
                for _ in range(3):
                    self.probe.send("sign", PLAIN_NAME, 0, PIV.pin, 1)
                    other.reset()
                    self.assert_all_verify(self.probe.answer())
            self.assert_tries(self.plain, 3)

    def test_a_transaction_keeps_others_out(self):
        with self.case("another program wants to reset the card under a signature"):
            self.plain.put_in("piv")
            self.plain.order("delay", 20)
            with pcsc.Program() as other:
                other.connect(PLAIN_NAME)
                before = self.plain.stat()["commands"]
                self.probe.send("sign", PLAIN_NAME, 0, PIV.pin, 5)
                wait_until(lambda: self.plain.stat()["commands"] > before + 2, "the signature is under way")
                other.reset()  # waits for its turn
                self.assert_all_verify(self.probe.answer(), count=5)
            self.assertEqual(self.plain.stat()["attempts"], 1)


if __name__ == "__main__":
    main()
