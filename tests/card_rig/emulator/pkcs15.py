"""Profiles p15 and p15-large: a PKCS#15 card with an RSA and an EC key (ISO 7816-4, -8, -15)."""

import os

from .apdu import (NO_SUCH_REFERENCE, PIN_BLOCKED, PIN_NEEDED, WRONG_DATA, WRONG_LENGTH, WRONG_ORDER,
                   WRONG_PARAMETERS, Refused)
from .card import Card, both_protocols
from .files import FileSystem
from .keys import DIGESTS, ecdsa_plain, is_rsa, rsa_pkcs1
from .pin import Pin
from .pkcs15_layout import AID, CERTIFICATES, DIRECTORY, layout
from .tlv import read_simple

PIN_REFERENCE = 0x01
ISO_APPLET = bytes.fromhex("F276A288BCFBA69D34F31001")
ISO_APPLET_VERSION = b"\x00\x06\x07"
SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
HASH_ON_CARD_SHA1 = 0x21


class Pkcs15Card(Card):
    atr = both_protocols(b"TESTP15")

    serial = b"\x20\x26\x00\x01"
    algorithms = None

    def __init__(self, keys, iso_applet=False):
        self.pin, self.puk = Pin("1234", 3), Pin("12345678", 10)
        rsa, ec = self.make_keys(keys)
        self.keys = {1: ("RSA key", b"\x45", rsa), 2: ("EC key", b"\x46", ec)}
        applications = {AID: ((DIRECTORY,), None)}
        if iso_applet:  # so that OpenSC signs through a driver of its own
            applications[ISO_APPLET] = ((), ISO_APPLET_VERSION)
        self.files = FileSystem(self.make_files(), applications=applications)
        super().__init__()
        self.instructions = {0xA4: self.files.select, 0xB0: self.files.read_binary, 0x20: self.verify,
                             0x24: self.change_pin, 0x2C: self.unblock, 0x84: self.challenge,
                             0x22: self.manage_environment, 0x2A: self.security_operation}

    def make_keys(self, keys):
        return keys.rsa("p15_rsa"), keys.p256("p15_ec")

    def make_files(self):
        return layout(self.keys, self.serial, self.algorithms)

    def reset(self):
        super().reset()
        self.files.reset()
        self.environment = None
        self.digest = b""

    def verify(self, command):
        if command.p1 or command.p2 & 0x7F != PIN_REFERENCE:
            raise Refused(NO_SUCH_REFERENCE)
        if not command.data:
            if self.verified:
                return b""
            raise Refused(self.pin.tries_status())
        self.verified = False
        self.pin.verify(command.data)
        self.verified = True
        return b""

    def change_pin(self, command):
        if command.p1 or command.p2 & 0x7F != PIN_REFERENCE:
            raise Refused(WRONG_PARAMETERS)
        new = self.pin.read_new(command.data[Pin.BLOCK:])
        self.pin.verify(command.data[:Pin.BLOCK])
        self.pin.set(new)
        return b""

    def unblock(self, command):
        if command.p1 or command.p2 & 0x7F != PIN_REFERENCE:
            raise Refused(WRONG_PARAMETERS)
        if self.puk.left == 0:
            raise Refused(PIN_BLOCKED)
        new = self.pin.read_new(command.data[Pin.BLOCK:])
        self.puk.verify(command.data[:Pin.BLOCK])
        self.pin.set(new)
        self.verified = False
        return b""

    def challenge(self, command):
        return os.urandom(command.expected or 8)

    def manage_environment(self, command):
        """MSE SET of the digital signature template (ISO 7816-4 11.5.11)."""
        if (command.p1 & 0x0F, command.p2) != (0x01, 0xB6):
            raise Refused(WRONG_PARAMETERS)
        try:
            template = dict(read_simple(command.data))
        except ValueError:
            raise Refused(WRONG_DATA) from None
        reference = template.get(0x84, template.get(0x83, b"\x00"))[-1]
        if reference not in self.keys:
            raise Refused(NO_SUCH_REFERENCE)
        if self.algorithms and template.get(0x80) != bytes([self.algorithms[reference]]):
            raise Refused(WRONG_DATA)
        self.environment = (self.keys[reference][2], template.get(0x80, b"\x02")[-1])
        return b""

    def security_operation(self, command):
        if command.parameters == 0x90A0:
            return self.load_digest(command)
        if command.parameters == 0x9E9A:
            return self.sign(command)
        raise Refused(WRONG_PARAMETERS)

    def load_digest(self, command):
        if command.data[:1] != b"\x90" or command.data[1] != len(command.data) - 2:
            raise Refused(WRONG_DATA)
        self.digest = command.data[2:]
        return b""

    def sign(self, command):
        """PSO COMPUTE DIGITAL SIGNATURE (ISO 7816-8 5.3): RSA takes a DigestInfo or a SHA-256 value, EC a digest."""
        if self.environment is None:
            raise Refused(WRONG_ORDER)
        if not self.verified:
            raise Refused(PIN_NEEDED)
        key, algorithm = self.environment
        content = command.data or self.digest
        if is_rsa(key):
            content = SHA256_PREFIX + content if len(content) == 32 else content
            if len(content) > key.key_size // 8 - 11:
                raise Refused(WRONG_LENGTH)
            return rsa_pkcs1(key, content)
        if algorithm == HASH_ON_CARD_SHA1:
            return self.iso_applet_sign(key, content)
        if len(content) not in DIGESTS:
            raise Refused(WRONG_DATA)
        return ecdsa_plain(key, content)

    @staticmethod
    def iso_applet_sign(key, content):
        """IsoApplet before version 1 hashes on the card and answers DER."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        return key.sign(content, ec.ECDSA(hashes.SHA1()))


class LargePkcs15Card(Pkcs15Card):
    """Larger keys, whose algorithms have names of the card's own."""

    atr = both_protocols(b"TESTP15L")
    serial = b"\x20\x26\x00\x02"
    algorithms = {1: 0x12, 2: 0x24}

    def make_keys(self, keys):
        return keys.rsa("p15_rsa_3072", 3072), keys.p384("p15_p384")


class SpoiltPkcs15Card(Pkcs15Card):
    """A card that is known and cannot be read to its end: one certificate is damaged."""

    serial = b"\x20\x26\x00\x03"

    def make_files(self):
        files = super().make_files()
        files[(DIRECTORY, CERTIFICATES + 1)] = files[(DIRECTORY, CERTIFICATES + 1)][:40]
        return files
