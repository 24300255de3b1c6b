"""A client of the Kazakh ID card that knows only the published commands judges the kzid profile."""

import hashlib

import pcsc
from rig import PLAIN_NAME
from rig_test import RigTest, main

SLOTS = (0x7, 0x8, 0x9, 0xA)
MASTER_FILE, SIGNATURES = "00A4000C023F00", "00A4000C020101"
SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
DIGEST_INFO = SHA256_PREFIX + hashlib.sha256(b"what is signed").digest()
SIGN = f"00880200{len(DIGEST_INFO):02X}{DIGEST_INFO.hex()}"


def verify(pin):
    return "0020000208" + pin.encode().ljust(8, b"0").hex()


def environment(slot):
    return f"002241A4099501408401{0x80 | slot:02X}800102"


class KzId(RigTest):
    def start(self, profile="kzid"):
        self.plain.put_in(profile)
        self.program = pcsc.Program()
        self.addCleanup(self.program.close)
        self.program.connect(PLAIN_NAME, protocol=pcsc.T0)

    def expect(self, command, status=0x9000):
        data, told = self.program.exchange(command)
        self.assertEqual(f"{told:04X}", f"{status:04X}", command)
        return data

    def modulus(self, slot, status=0x9000):
        """15 bytes of header, then the modulus, as in the published logs."""
        return int.from_bytes(self.expect(f"00CB3FFF0B4D09FFA0{slot:02X}057F49028100", status)[15:], "big")

    def test_every_slot_signs(self):
        self.start()
        self.expect(MASTER_FILE)
        self.expect(verify("1234"))
        self.expect(SIGNATURES)
        for slot in SLOTS:
            self.expect(environment(slot))
            value = int.from_bytes(self.expect(SIGN), "big")
            block = pow(value, 65537, self.modulus(slot)).to_bytes(256, "big")
            self.assertEqual(block, b"\x00\x01" + b"\xff" * (253 - len(DIGEST_INFO)) + b"\x00" + DIGEST_INFO)

    def test_long_answers_come_in_two_parts(self):
        self.start()
        self.expect(SIGNATURES)
        self.assertEqual(self.program.transmit("00CB3FFF0B4D09FFA007057F49028100"), "6100")
        first = self.program.transmit("00C0000000")
        self.assertEqual((len(first), first[-4:]), (2 * 258, "610f"))
        self.assertEqual(len(self.program.transmit("00C000000F")), 2 * 17)

    def test_a_case_4_command_with_le_is_no_t0_command(self):
        self.start()
        self.assertEqual(self.program.transmit("00CB3FFF0B4D09FFA007057F4902810000"), "6700")

    def test_an_older_card_has_two_slots_and_no_certificate(self):
        self.start("kzid-old")
        self.expect(SIGNATURES)
        for slot in SLOTS:
            self.modulus(slot, 0x9000 if slot < 9 else 0x6A82)
        self.expect("00A4020C02C007", 0x6A82)
        self.expect(environment(9))
        self.expect(SIGN, 0x6A82)

    def test_pin(self):
        self.start()
        self.expect(environment(7))
        self.expect(SIGN, 0x6982)
        self.expect(verify("9999"), 0x63C2)
        self.expect(verify("9999"), 0x63C1)
        self.expect(verify("1234"))
        for status in (0x63C2, 0x63C1, 0x6983, 0x6983):
            self.expect(verify("9999"), status)
        self.expect(verify("1234"), 0x6983)

    def test_verified_until_reset(self):
        self.start()
        self.expect(verify("1234"))
        self.program.reset()
        self.expect(environment(7))
        self.expect(SIGN, 0x6982)

    def test_generate_is_only_counted(self):
        self.start()
        self.expect("00460200 05 A403840187".replace(" ", ""), 0x6982)
        self.assertEqual(self.plain.stat()["generated"], 1)


if __name__ == "__main__":
    main()
