"""Profile piv: NIST SP 800-73-4 part 2, the parts that a host uses for signing: RSA-2048 and P-256."""

import gzip
import hashlib

from .apdu import (NO_SUCH_REFERENCE, NOT_FOUND, PIN_BLOCKED, PIN_NEEDED, WRONG_DATA, WRONG_PARAMETERS, Refused)
from .card import Card, both_protocols, only_t1
from .keys import DIGESTS, certificate, ecdsa_der, is_rsa, rsa_raw
from .pin import Pin
from .tlv import read_simple, tlv

AID = bytes.fromhex("A000000308000010000100")
PIN_REFERENCE, PUK_REFERENCE = 0x80, 0x81
AUTHENTICATION, SIGNATURE = 0x9A, 0x9C
VERIFY, GENERAL_AUTHENTICATE, GET_RESPONSE = 0x20, 0x87, 0xC0
RSA_2048, P_256 = 0x07, 0x11
CERTIFICATE_OBJECTS = {AUTHENTICATION: 0x5FC105, SIGNATURE: 0x5FC10A}
CHUID, CAPABILITIES, DISCOVERY = 0x5FC102, 0x5FC107, 0x7E


class PivCard(Card):
    atr = only_t1(b"TESTPIV")
    rsa_slot, p256_slot = AUTHENTICATION, SIGNATURE
    compressed_slot = None

    def __init__(self, keys):
        self.pin, self.puk = Pin("123456", 3, lengths=(6, 8)), Pin("12345678", 3, lengths=(8, 8))
        self.keys = {self.rsa_slot: keys.rsa("piv_rsa"), self.p256_slot: keys.p256("piv_ec")}
        self.objects = self.make_objects()
        super().__init__()
        self.instructions = {0xA4: self.select, 0xCB: self.get_data, VERIFY: self.verify, 0x24: self.change,
                             0x2C: self.unblock, GENERAL_AUTHENTICATE: self.authenticate}

    def make_objects(self):
        objects = {number: self.certificate_object(slot) for slot, number in CERTIFICATE_OBJECTS.items()}
        card_uuid = hashlib.sha256(b"the card of the rig").digest()[:16]
        objects[CHUID] = tlv(0x53, tlv(0x30, bytes.fromhex("D4E739DA739CED39CE739D836858210842108421C84210C3EB")),
                             tlv(0x34, card_uuid), tlv(0x35, b"20501231"), tlv(0x3E), tlv(0xFE))
        empty = b"".join(tlv(tag) for tag in (0xF5, 0xF6, 0xF7, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE))
        objects[CAPABILITIES] = tlv(0x53, tlv(0xF0, bytes.fromhex("A000000116FF02") + card_uuid[:14]),
                                    tlv(0xF1, b"\x21"), tlv(0xF2, b"\x21"), tlv(0xF3), tlv(0xF4, b"\x00"), empty)
        objects[DISCOVERY] = tlv(0x7E, tlv(0x4F, AID), tlv(0x5F2F, b"\x40\x00"))
        return objects

    def certificate_object(self, slot):
        content, info = certificate(self.keys[slot], f"TEST PIV {slot:X}"), b"\x00"
        if slot == self.compressed_slot:
            content, info = gzip.compress(content), b"\x01"
        return tlv(0x53, tlv(0x70, content), tlv(0x71, info), tlv(0xFE))

    def reset(self):
        super().reset()
        self.selected = False
        self.fresh = False  # the PIN was verified by the command before this one

    def execute(self, raw):
        if raw[1:2] not in (bytes([VERIFY]), bytes([GENERAL_AUTHENTICATE]), bytes([GET_RESPONSE])):
            self.fresh = False
        return super().execute(raw)

    def select(self, command):
        if command.p1 != 0x04:
            raise Refused(WRONG_PARAMETERS)
        if len(command.data) < 5 or not AID.startswith(command.data):
            raise Refused(NOT_FOUND)
        self.selected = True
        return tlv(0x61, tlv(0x4F, AID[5:]), tlv(0x79, tlv(0x4F, AID[:5])), tlv(0x50, b"Test rig PIV"))

    def get_data(self, command):
        self._need_application()
        if command.parameters != 0x3FFF:
            raise Refused(WRONG_PARAMETERS)
        fields = _fields(command.data)
        number = int.from_bytes(fields.get(0x5C, b""), "big")
        if number not in self.objects:
            raise Refused(NOT_FOUND)
        return self.objects[number]

    def verify(self, command):
        self._need_application()
        if command.p2 != PIN_REFERENCE or command.p1 not in (0x00, 0xFF):
            raise Refused(NO_SUCH_REFERENCE)
        if command.p1 == 0xFF:
            self.verified = self.fresh = False
            return b""
        if not command.data:
            if self.verified:
                return b""
            raise Refused(self.pin.tries_status())
        self.verified = self.fresh = False
        if self.pin.left:
            self.pin.read_new(command.data)  # a block that cannot be a PIN is refused and costs nothing (3.2.1)
        self.pin.verify(command.data)
        self.verified = self.fresh = True
        return b""

    def change(self, command):
        self._need_application()
        pin = {PIN_REFERENCE: self.pin, PUK_REFERENCE: self.puk}.get(command.p2)
        if pin is None or command.p1:
            raise Refused(NO_SUCH_REFERENCE)
        new = pin.read_new(command.data[Pin.BLOCK:])
        pin.verify(command.data[:Pin.BLOCK])
        pin.set(new)
        return b""

    def unblock(self, command):
        self._need_application()
        if command.p2 != PIN_REFERENCE or command.p1:
            raise Refused(NO_SUCH_REFERENCE)
        if self.puk.left == 0:
            raise Refused(PIN_BLOCKED)
        new = self.pin.read_new(command.data[Pin.BLOCK:])
        self.puk.verify(command.data[:Pin.BLOCK])
        self.pin.set(new)
        self.verified = False
        return b""

    def authenticate(self, command):
        """GENERAL AUTHENTICATE: the host pads for RSA (256 bytes), EC takes a digest and answers DER."""
        self._need_application()
        allowed = self.fresh if command.p2 == SIGNATURE else self.verified
        self.fresh = False
        key = self.keys.get(command.p2)
        if key is None or command.p1 != (RSA_2048 if is_rsa(key) else P_256):
            raise Refused(WRONG_PARAMETERS)
        if not allowed:
            raise Refused(PIN_NEEDED)
        template = _fields(command.data).get(0x7C)
        challenge = _fields(template or b"").get(0x81, b"")
        if is_rsa(key):
            if len(challenge) != key.key_size // 8:
                raise Refused(WRONG_DATA)
            return _response(rsa_raw(key, challenge))
        if len(challenge) not in DIGESTS or len(challenge) > 32:
            raise Refused(WRONG_DATA)
        return _response(ecdsa_der(key, challenge))

    def _need_application(self):
        if not self.selected:
            raise Refused(NOT_FOUND)


class PivCardEcFirst(PivCard):
    """The other way round: P-256 for authentication, RSA for signatures; the certificate of the latter compressed."""

    atr = both_protocols(b"TESTPIV2")
    rsa_slot, p256_slot = SIGNATURE, AUTHENTICATION
    compressed_slot = SIGNATURE


def _response(signature):
    return tlv(0x7C, tlv(0x82, signature))


def _fields(data):
    try:
        return dict(read_simple(data))
    except ValueError:
        raise Refused(WRONG_DATA) from None
