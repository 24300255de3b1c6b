"""Profile kzid: the Kazakh ID card as far as it is public.

The commands are those that the national authority's own tool sends (github pkigovkz/KzIdCardVerifier), the answers those of
its published logs of real cards. T=0. Slots 7 to A hold RSA keys. INVENTED, because not public: the certificate
files C007 to C00A, and that changing or unblocking the PIN is not known here.
"""

import struct

from .apdu import (NO_SUCH_REFERENCE, NOT_FOUND, PIN_NEEDED, WRONG_DATA, WRONG_LENGTH, WRONG_ORDER,
                   WRONG_PARAMETERS, Refused)
from .card import Card
from .files import FileSystem
from .keys import certificate, modulus, rsa_pkcs1
from .pin import Pin
from .tlv import tlv

PIN_REFERENCE = 0x02
DIRECTORY = 0x0101
FIRST_SLOT = 0x07
INVENTED_CERTIFICATES = 0xC000
LONGEST_DIGEST_INFO = 102  # CWA 14890: at most 40 % of the modulus
KEY_QUERY_HEAD, KEY_QUERY_TAIL = bytes.fromhex("4D09FFA0"), bytes.fromhex("057F49028100")
ENVIRONMENT_HEAD, ENVIRONMENT_TAIL = bytes.fromhex("9501408401"), bytes.fromhex("800102")


class KzIdCard(Card):
    atr = bytes.fromhex("3B3E9500") + b"SOMA-c007-DS1a"
    shows_certificates = True
    slot_count = 4

    def __init__(self, keys):
        self.pin = Pin("1234", 3, padding=b"0", lengths=(4, 4))
        self.slots = {slot: keys.rsa(f"kzid_{slot:X}") for slot in range(FIRST_SLOT, FIRST_SLOT + self.slot_count)}
        files = {}
        if self.shows_certificates:
            files = {(DIRECTORY, INVENTED_CERTIFICATES + slot): self.certificate_of(slot, key)
                     for slot, key in self.slots.items()}
        self.files = FileSystem(files, directories=[(DIRECTORY,)])
        self.generated = 0
        super().__init__()
        self.instructions = {0xA4: self.files.select, 0xB0: self.files.read_binary, 0x20: self.verify,
                             0xCB: self.public_key, 0x22: self.manage_environment, 0x88: self.authenticate,
                             0x46: self.generate}

    def certificate_of(self, slot, key):
        return certificate(key, f"TEST SLOT {slot:X}")

    def reset(self):
        super().reset()
        self.files.reset()
        self.slot = None

    def verify(self, command):
        if command.p2 != PIN_REFERENCE:
            raise Refused(NO_SUCH_REFERENCE)
        if not command.data:
            self.pin.attempts += 1  # nobody knows whether a real card takes this as a try
            raise Refused(self.pin.tries_status())
        if len(command.data) != Pin.BLOCK:
            raise Refused(WRONG_LENGTH)
        self.verified = False
        self.pin.verify(command.data)
        self.verified = True
        return b""

    def public_key(self, command):
        """GET DATA by a header list: key object FF A0 slot."""
        data = command.data
        if command.parameters != 0x3FFF or len(data) != 11 or data[:4] != KEY_QUERY_HEAD or data[5:] != KEY_QUERY_TAIL:
            raise Refused(WRONG_DATA)
        slot = data[4]
        if slot not in self.slots:
            raise Refused(NOT_FOUND)
        template = tlv(0x7F49, tlv(0x81, modulus(self.slots[slot])))
        return b"\xff\xa0" + data[4:5] + b"\x82" + struct.pack(">H", len(template)) + template

    def manage_environment(self, command):
        if command.parameters != 0x41A4:
            raise Refused(WRONG_PARAMETERS)
        data = command.data
        if len(data) != 9 or data[:5] != ENVIRONMENT_HEAD or data[6:] != ENVIRONMENT_TAIL or not data[5] & 0x80:
            raise Refused(WRONG_DATA)
        self.slot = data[5] & 0x7F
        return b""

    def authenticate(self, command):
        """INTERNAL AUTHENTICATE on a DigestInfo."""
        if command.p1 != 0x02 or self.slot is None:
            raise Refused(WRONG_ORDER)
        if self.slot not in self.slots:
            raise Refused(NOT_FOUND)
        if not self.verified:
            raise Refused(PIN_NEEDED)
        if len(command.data) > LONGEST_DIGEST_INFO:
            raise Refused(WRONG_DATA)
        return rsa_pkcs1(self.slots[self.slot], command.data)

    def generate(self, _command):
        """On a real card this destroys a key. Here it is only counted: no program of ours may ever send it."""
        self.generated += 1
        raise Refused(PIN_NEEDED)


class OldKzIdCard(KzIdCard):
    """An older generation, with two slots and no certificate that can be found."""

    atr = bytes.fromhex("3B391900") + b"SOMADS301"
    slot_count = 2
    shows_certificates = False
