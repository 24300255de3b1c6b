"""Everything that goes wrong under a signature, through the real pcscd: nothing hangs, no try is spent that the person did
not spend, VERIFY is never repeated, and afterwards the card signs again."""

import pcsc
from card_test import KINDS, KZID, P15, PIV, CardTest, main
from rig import PLAIN_NAME, PLAIN_PORT, wait_until

GONE = ("card.removed", "card.absent", "card.reset", "reader.removed", "reader.service_off", "reader.none")
BOUND_SECONDS = 6
SIGNING = {"2a", "87", "88"}
NO_SIGNATURE = "80" * 256 + "9000"

VERIFY_ANSWERS = {
    "63c2": ("pin.wrong",),
    "63c1": ("pin.wrong", "pin.last_try"),
    "63c0": ("pin.blocked",),
    "6300": ("pin.wrong_count_unknown",),
    "6983": ("pin.blocked",),
    "6984": ("pin.unusable",),
    "6581": ("card.memory",),
    "6f00": ("card.unexpected_status",),
    "90": ("card.answer_malformed", "card.removed", "card.io"),
    "": ("card.answer_malformed", "card.removed", "card.io"),
}
SIGNING_ANSWERS = {
    "6982": ("card.pin_needed",),
    "6581": ("card.memory",),
    "6a80": ("card.unexpected_status",),
    "6f00": ("card.unexpected_status",),
    "9000": ("card.answer_malformed", "signature.self_check_failed"),
    NO_SIGNATURE: ("card.answer_malformed", "signature.self_check_failed"),
    "90": ("card.answer_malformed", "card.removed", "card.io"),
    "": ("card.answer_malformed", "card.removed", "card.io"),
}


def carries_pin(command):
    return command[2:4] == "20" and len(command) > 8


class Faults(CardTest):
    def ready(self, kind):
        """The card is in, and the monitor has done with it: from now on every command is the flow's."""
        since = self.now()
        if self.plain.put_in(kind.profile):
            self.becomes("known", since)
        self.plain.log()

    def places(self, kind):
        """Where in a signature what is sent, learnt from one that goes well: {name: number of the command}."""
        self.ready(kind)
        self.assert_all_verify(self.sign(kind))
        commands = [command for command, _ in self.plain.log()]
        return {"the first command": 1,
                "VERIFY": next(n for n, command in enumerate(commands, 1) if carries_pin(command)),
                "signing": next(n for n, command in enumerate(commands, 1)
                                if command[2:4] in SIGNING and command[:2] == "00")}

    def in_bounds(self, answer):
        self.assertLess(answer["milliseconds"], BOUND_SECONDS * 1000)
        verified = sum(carries_pin(command) for command, _ in self.plain.log())
        self.assertLessEqual(verified, answer.get("person", {"asked": 0})["asked"])

    def signs_again(self, kind):
        self.plain.order("clear")
        self.assert_all_verify(self.sign(kind))
        self.assert_tries(self.plain, 3)

    def test_pulled(self):
        for kind in KINDS:
            for place, number in self.places(kind).items():
                for when in ("before", "during", "after"):
                    with self.case(kind.profile, "pulled", when, place):
                        self.ready(kind)
                        self.plain.order("pull", when, number)
                        since = self.now()
                        answer = self.sign(kind)
                        if (place, when) != ("signing", "after"):
                            self.assert_failed(answer, *GONE)
                        self.in_bounds(answer)
                        self.becomes("empty", since, seconds=BOUND_SECONDS)
            with self.case(kind.profile, "signs again when it is back"):
                self.ready(kind)
                self.signs_again(kind)

    def test_other_answers(self):
        for kind in KINDS:
            places = self.places(kind)
            for place, answers in (("VERIFY", VERIFY_ANSWERS), ("signing", SIGNING_ANSWERS)):
                for raw, codes in answers.items():
                    with self.case(kind.profile, place, "is answered with", raw[-4:] or "nothing"):
                        self.plain.log()
                        self.plain.order("answer", places[place], raw)
                        answer = self.sign(kind)
                        self.assert_failed(answer, *codes)
                        self.in_bounds(answer)
                        self.signs_again(kind)

    def under_a_signature(self, happens):
        """`happens` is called when the first command of the signature has reached the card."""
        self.plain.order("delay", 250)
        before = self.plain.stat()["commands"]
        self.probe.send("sign", PLAIN_NAME, 0, PIV.pin, 1)
        wait_until(lambda: self.plain.stat()["commands"] > before, "the signature begins")
        happens()
        answer = self.probe.answer(BOUND_SECONDS)
        self.plain.order("delay", 0)
        self.assert_failed(answer, *GONE)
        self.in_bounds(answer)

    def test_reader_unplugged(self):
        with self.case("reader unplugged under a signature"):
            self.ready(PIV)
            since = self.now()
            self.addCleanup(self.rig.service.plug_in, PLAIN_PORT)
            self.under_a_signature(lambda: self.rig.service.unplug(PLAIN_PORT))
            self.becomes(None, since, seconds=BOUND_SECONDS)
            since = self.now()
            self.rig.service.plug_in(PLAIN_PORT)
            self.becomes("known", since)
            self.signs_again(PIV)

    def test_service_killed(self):
        with self.case("pcscd killed under a signature"):
            self.ready(PIV)
            self.addCleanup(self.rig.service.start_if_dead)
            self.under_a_signature(self.rig.service.kill)
            self.rig.service.start()
            self.becomes("known", self.now(), seconds=BOUND_SECONDS)
            self.signs_again(PIV)

    def test_swapped_between_two_signatures(self):
        with self.case("another card between two signatures"):
            self.ready(KZID)
            self.signs_again(KZID)
            self.ready(P15)
            answer = self.sign(KZID)
            self.assert_all_verify(answer)  # by the card that lies there now, whatever it was before
            self.plain.wait_for(pcsc.PRESENT)


if __name__ == "__main__":
    main()
