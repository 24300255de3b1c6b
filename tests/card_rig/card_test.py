"""What the tests of our card layer share: a probe beside the rig, the cards' rules, and a count of cases."""

import contextlib
import dataclasses
import time

import pcsc
import rig_test
from probe import Probe
from rig import PLAIN_NAME
from rig_test import RigTest, certificate_of

MESSAGE = b"what is signed"
CHANGE_SECONDS = 2.0  # pcscd itself looks every 0.4 s


@dataclasses.dataclass(frozen=True)
class Kind:
    """A kind of card as the rig has it."""

    profile: str
    driver: str
    pin: str
    new_pin: str
    wrong_pin: str
    keys: tuple  # what they are called here, in the order in which the card shows them


P15 = Kind("p15", "pkcs15", "1234", "567890", "9999", ("RSA key", "EC key"))
P15_LARGE = Kind("p15-large", "pkcs15", "1234", "567890", "9999", ("RSA-3072", "P-384"))
KZID = Kind("kzid", "kz-id-card", "1234", "4321", "9999", ("slot 7", "slot 8", "slot 9", "slot A"))
PIV = Kind("piv", "piv", "123456", "87654321", "654321", ("9A RSA", "9C P-256"))
PIV_EC = Kind("piv-ec", "piv", "123456", "87654321", "654321", ("9A P-256", "9C RSA"))
KINDS = (P15, KZID, PIV)


class CardTest(RigTest):
    cases = 0

    def setUp(self):
        super().setUp()
        self.probe = Probe()
        self.addCleanup(self.end_probe)

    def end_probe(self):
        """Whatever happened: no thread of ours is left waiting, and nothing was reported by a sanitizer."""
        self.assertEqual(self.probe.end(), 0)

    @contextlib.contextmanager
    def case(self, *names):
        CardTest.cases += 1
        with self.subTest(" ".join(map(str, names))):
            yield

    # The monitor

    def state_of(self, snapshot, reader):
        return snapshot["readers"].get(reader, {}).get("state")

    def becomes(self, state, since, reader=PLAIN_NAME, seconds=CHANGE_SECONDS):
        """The entry of the reader, which is published in this state in time. None: the reader is gone."""
        snapshot = self.probe.wait_for(lambda told: self.state_of(told, reader) == state, since, seconds)
        return snapshot["readers"].get(reader)

    # Flows

    def sign(self, kind, key=0, pin=None, count=1, reader=PLAIN_NAME):
        return self.probe.order("sign", reader, key, pin or kind.pin, count)

    def assert_all_verify(self, answer, count=1):
        self.assertIsNone(answer.get("failure"))
        self.assertEqual(len(answer["values"]), count)
        certificate = certificate_of(bytes.fromhex(answer["certificate"]))
        for value in answer["values"]:
            self.assert_signed(certificate, MESSAGE, bytes.fromhex(value))

    def assert_failed(self, answer, *codes):
        self.assertIsNotNone(answer.get("failure"))
        self.assertIn(answer["failure"]["code"], codes, answer["failure"])

    def assert_tries(self, emulator, left):
        """The tries that the card itself counts."""
        self.assertEqual(emulator.stat()["tries"], left)

    def assert_no_verified_pin_left(self, emulator):
        """The next program finds no PIN verified: the card was reset when the session ended."""
        with pcsc.Program() as other:
            other.connect(emulator.reader)
            self.assertFalse(emulator.stat()["verified"])

    def now(self):
        return time.monotonic()


def main():
    rig_test.main(lambda: print(f"{CardTest.cases} cases"))
