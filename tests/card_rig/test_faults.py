"""Everything that goes wrong under every flow with a card, through the real pcscd: nothing hangs, each end has a clear code,
no try is spent that the person did not spend, a PIN is sent once and stays nowhere, the monitor tells the truth, and
afterwards the card signs again.

A case is a flow and a fault, and both are rows of tables."""

import dataclasses
from typing import Callable

import pcsc
from card_test import KZID, P15, PIV, CardTest, main
from rig import PLAIN_NAME, PLAIN_PORT

BOUND_SECONDS = 6
HELD_BOUND_SECONDS = 5
GONE = ("card.removed", "card.absent", "card.reset", "reader.removed", "reader.service_off", "reader.none")

# PINs that lie nowhere by chance, so that they can be looked for in the memory of the probe.
FAULT_P15 = dataclasses.replace(P15, pin="48213759", new_pin="93175248")
FAULT_PIV = dataclasses.replace(PIV, pin="48213759", new_pin="93175248")
FAULT_KZID = dataclasses.replace(KZID, pin="8529")
PUK = "70415263"
SECRETS = ("48213759", "93175248", "70415263", "85290000")  # the last one as it is sent to the card
ALL = (FAULT_P15, FAULT_KZID, FAULT_PIV)
WITH_PUK = (FAULT_P15, FAULT_PIV)  # the identity card neither changes nor unblocks here

SIGNING = {"2a", "87", "88"}
READING = {"b0", "cb"}
SECRET = {"20", "24", "2c"}


def carries_secret(command):
    return command[2:4] in SECRET and len(command) > 8


def first(_log):
    return 1


def last_reading(log):
    return max(n for n, (command, answer) in enumerate(log, 1)
               if command[2:4] in READING and answer[-4:-2] in ("90", "61"))


def secret_one(log):
    return next(n for n, (command, _) in enumerate(log, 1) if carries_secret(command))


def signing_one(log):
    return next(n for n, (command, _) in enumerate(log, 1) if command[2:4] in SIGNING and command[:2] == "00")


@dataclasses.dataclass(frozen=True)
class Flow:
    """What is done, and the command of it that a fault strikes."""

    name: str
    order: str
    kinds: tuple
    words: Callable  # of the order, after the reader
    struck: Callable  # the command's number, from the log of a flow that goes well
    answers: dict  # status word in answer to that command -> what the person is told; else OTHER
    secrets_an_act: int = 1  # what the person is asked for, for each command with a secret


def no_words(_kind):
    return ()


def to_sign(kind):
    return 0, kind.pin, 1


def to_change(kind):
    return kind.pin, kind.new_pin


def to_unblock(kind):
    return PUK, kind.new_pin


WELL = "well"  # the flow may end well: the card may answer so, or something else does as well
OTHER = ("card.unexpected_status",)
BROKEN = ("card.answer_malformed", "card.removed", "card.io")
NOTHING = "nothing"
NOBODY = {"asked": 0}
# What cards answer (ISO 7816-4, and the words of readers), with 61xx and 6Cxx that fit nothing, and what is no answer.
STATUS_WORDS = ("6282", "6300", "63c2", "63c1", "63c0", "6400", "6401", "6402", "6403", "6581", "6700", "6900", "6982", "6983",
                "6984", "6985", "6988", "6a80", "6a82", "6a86", "6a88", "6b00", "6d00", "6e00", "6f86", "6f00", "6100", "6110",
                "61ff", "6c00", "6c10", "6cff", "9000", "90", NOTHING)
MISSING = dict.fromkeys(("6a80", "6a82", "6a86", "6a88"), (WELL, "card.unknown", *OTHER))
EXACT_LENGTH = dict.fromkeys(("6c00", "6c10", "6cff"), (WELL, *OTHER))  # asked again with that length
ANYWHERE = {"6581": ("card.memory",), "6983": ("pin.blocked",), "6984": ("pin.unusable",),
            "6e00": ("card.not_for_this_driver",), "90": BROKEN, NOTHING: BROKEN}
PLAIN = {**ANYWHERE, **EXACT_LENGTH, "6982": ("card.pin_needed",), "6d00": ("card.not_for_this_driver",)}
OPENING = {**PLAIN, **MISSING, "6d00": (WELL, "card.unknown"), "6e00": (WELL, "card.unknown"),
           "9000": (WELL, "card.not_for_this_driver")}
# A certificate that cannot be read may lie elsewhere: the identity card is searched on.
READING_ANSWERS = {raw: (WELL, "card.answer_malformed", *OTHER, *PLAIN.get(raw, ())) for raw in STATUS_WORDS}
SIGNING_ANSWERS = {**PLAIN, **dict.fromkeys(("9000", "80" * 256 + "9000"),
                                            ("card.answer_malformed", "signature.self_check_failed"))}
KEYS_OF_THE_READER = {"6400": ("pin.pad_timeout",), "6401": ("pin.pad_cancelled",), "6402": ("pin.pad_different",),
                      "6403": ("pin.length",), "6700": ("pin.length",)}
PIN_ANSWERS = {**ANYWHERE, **KEYS_OF_THE_READER, "63c2": ("pin.wrong",), "63c1": ("pin.last_try",), "63c0": ("pin.blocked",),
               "6300": ("pin.wrong_count_unknown",)}
VERIFY_ANSWERS = {**PIN_ANSWERS, "6a80": ("pin.length",), "9000": ("card.pin_needed",)}  # said so, and not verified
# The card of the rig has nothing to fetch after 61xx and says 6985.
NEW_REFUSED = {**dict.fromkeys(("6985", "6a80", "6100", "6110", "61ff"), ("pin.new_refused",)), "9000": (WELL,)}
CHANGE_ANSWERS = {**PIN_ANSWERS, **NEW_REFUSED, "6d00": ("pin.change_not_here",)}
UNBLOCK_ANSWERS = {**ANYWHERE, **KEYS_OF_THE_READER, **NEW_REFUSED, **dict.fromkeys(("6300", "63c2", "63c1"), ("puk.wrong",)),
                   **dict.fromkeys(("63c0", "6983"), ("puk.blocked",)), "6d00": ("pin.unblock_not_here",)}

FLOWS = (
    Flow("list", "list", ALL, no_words, first, OPENING),
    Flow("read certificate", "list", ALL, no_words, last_reading, READING_ANSWERS),
    Flow("verify PIN", "sign", ALL, to_sign, secret_one, VERIFY_ANSWERS),
    Flow("sign", "sign", ALL, to_sign, signing_one, SIGNING_ANSWERS),
    Flow("change PIN", "change", WITH_PUK, to_change, secret_one, CHANGE_ANSWERS, secrets_an_act=2),
    Flow("unblock", "unblock", WITH_PUK, to_unblock, secret_one, UNBLOCK_ANSWERS, secrets_an_act=2),
)
ROWS = tuple((flow, kind) for flow in FLOWS for kind in flow.kinds)
SIGN = next(flow for flow in FLOWS if flow.name == "sign")
ORDERS = tuple({flow.order: flow for flow in FLOWS}.values())  # each thing that a person orders, once


class Faults(CardTest):
    def ready(self, flow, kind):
        """The card is in with PINs of ours, and the monitor has done with it: every command is now the flow's."""
        since = self.now()
        if self.plain.put_in(kind.profile):
            self.becomes("known", since)
        self.plain.order("pin", kind.pin)
        if kind in WITH_PUK:
            self.plain.order("puk", PUK)
        if flow.order == "unblock":
            self.plain.order("tries", 0)
        self.plain.log()

    def run_flow(self, flow, kind):
        return self.probe.order(flow.order, PLAIN_NAME, *flow.words(kind))

    def learn(self, flow, kind):
        """(number of the struck command, number of the last), from a flow that goes well."""
        self.ready(flow, kind)
        answer = self.run_flow(flow, kind)
        self.assertIsNone(answer.get("failure"))
        log = self.plain.log()
        return flow.struck(log), len(log)

    def assert_ended(self, flow, answer, codes, seconds=BOUND_SECONDS):
        """With one of the codes, in time, each secret sent because a person typed it, and left nowhere."""
        told = answer["failure"]["code"] if answer.get("failure") else WELL
        self.assertIn(told, codes, answer)
        self.assertLess(answer["milliseconds"], seconds * 1000)
        sent = sum(carries_secret(command) for command, _ in self.plain.log())
        acts = answer.get("person", NOBODY)["asked"] // flow.secrets_an_act
        self.assertLessEqual(sent, acts)
        self.assertLessEqual(self.plain.stat()["attempts"], acts)
        if acts:
            self.assertEqual(self.probe.copies_in_memory(SECRETS), 0)

    def assert_signs_again(self, kind):
        self.ready(SIGN, kind)
        self.assert_all_verify(self.sign(kind))
        self.assert_tries(self.plain, 3)
        self.assertEqual(self.state_of(self.probe.latest(), PLAIN_NAME), "known")

    def test_what_lies_in_memory_is_found(self):
        """Else the zero of the other cases would prove nothing."""
        with self.case("the reader's name in the probe's memory"):
            self.ready(SIGN, FAULT_PIV)
            self.assertGreater(self.probe.copies_in_memory((PLAIN_NAME,)), 0)

    def test_pulled(self):
        for flow, kind in ROWS:
            number, last = self.learn(flow, kind)
            for when in ("before", "during", "after"):
                with self.case(flow.name, kind.profile, "pulled", when):
                    self.ready(flow, kind)
                    self.plain.order("pull", when, number)
                    since = self.now()
                    answer = self.run_flow(flow, kind)
                    done = (when, number) == ("after", last)
                    self.assert_ended(flow, answer, (*GONE, *((WELL,) if done else ())))
                    self.becomes("empty", since, seconds=BOUND_SECONDS)
            with self.case(flow.name, kind.profile, "signs again when it is back"):
                self.assert_signs_again(kind)

    def test_other_answers(self):
        for flow, kind in ROWS:
            number, _ = self.learn(flow, kind)
            for raw in dict.fromkeys((*STATUS_WORDS, *flow.answers)):
                with self.case(flow.name, kind.profile, "is answered with", raw[-7:]):
                    self.ready(flow, kind)
                    self.plain.order("answer", number, *(() if raw == NOTHING else (raw,)))
                    answer = self.run_flow(flow, kind)
                    self.assert_ended(flow, answer, flow.answers.get(raw, OTHER))
                    self.assertEqual(self.state_of(self.probe.latest(), PLAIN_NAME), "known")
            with self.case(flow.name, kind.profile, "signs again after other answers"):
                self.assert_signs_again(kind)

    def strike(self, flow, *happens, also=()):
        """The answer of a flow at whose struck command this happens."""
        number, _ = self.learn(flow, FAULT_PIV)
        self.ready(flow, FAULT_PIV)
        self.plain.order("at", number, *happens)
        if also:
            self.plain.order(*also, number)
        return self.run_flow(flow, FAULT_PIV)

    def test_reader_unplugged(self):
        self.addCleanup(self.rig.service.plug_in, PLAIN_PORT)
        for flow in FLOWS:
            with self.case(flow.name, "reader unplugged"):
                since = self.now()
                # With the reader its card is gone at once; pcscd notices when it looks.
                answer = self.strike(flow, "touch", self.rig.service.unplugging(PLAIN_PORT), also=("pull", "during"))
                self.assert_ended(flow, answer, GONE)
                self.becomes(None, since, seconds=BOUND_SECONDS)
            with self.case(flow.name, "reader plugged in again"):
                since = self.now()
                self.plain.order("insert")
                self.rig.service.plug_in(PLAIN_PORT)
                self.becomes("known", since, seconds=BOUND_SECONDS)
                self.assert_signs_again(FAULT_PIV)

    def test_service_killed(self):
        self.addCleanup(self.rig.service.start_if_dead)
        for flow in FLOWS:
            with self.case(flow.name, "pcscd killed"):
                since = self.now()
                answer = self.strike(flow, "kill", self.rig.service.process.pid)
                self.rig.service.process.wait()
                self.assert_ended(flow, answer, GONE)
                told = self.probe.wait_for(lambda told: told["service"] == "off", since, BOUND_SECONDS)
                self.assertEqual(told["readers"], {})
            with self.case(flow.name, "pcscd started again"):
                self.rig.service.start()
                self.becomes("known", self.now(), seconds=BOUND_SECONDS)
                self.assert_signs_again(FAULT_PIV)

    def test_held_by_another_program(self):
        for flow in ORDERS:
            with self.case(flow.order, "held by another program"):
                self.ready(flow, FAULT_PIV)
                with pcsc.Program() as other:
                    other.connect_alone(PLAIN_NAME)
                    answer = self.run_flow(flow, FAULT_PIV)
                    self.assert_ended(flow, answer, ("card.in_use",), seconds=HELD_BOUND_SECONDS)
                    self.assertEqual(self.plain.stat()["attempts"], 0)
                self.assert_signs_again(FAULT_PIV)

    def test_reset_by_another_program(self):
        """The reset comes before the transaction, or into it where it was asked for before: then the action begins anew, or
        ends where a PIN was on its way."""
        for flow in ORDERS:
            with self.case(flow.order, "reset by another program"), pcsc.Program() as other:
                self.ready(flow, FAULT_PIV)
                self.plain.order("delay", 20)
                other.connect(PLAIN_NAME)
                self.probe.send(flow.order, PLAIN_NAME, *flow.words(FAULT_PIV))
                other.reset()
                self.assert_ended(flow, self.probe.answer(), (WELL, "card.reset"))
            with self.case(flow.order, "signs again after a reset"):
                self.assert_signs_again(FAULT_PIV)

    def test_swapped_between_two_signatures(self):
        with self.case("another card between two signatures"):
            self.assert_signs_again(FAULT_KZID)
            self.ready(SIGN, FAULT_P15)
            # By the card that lies there now, whatever it was before.
            self.assert_all_verify(self.probe.order("sign", PLAIN_NAME, 0, FAULT_P15.pin, 1))


if __name__ == "__main__":
    main()
