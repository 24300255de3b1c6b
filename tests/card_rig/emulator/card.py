"""What all cards share: instructions, chaining, long answers and the habits of T=0."""

from .apdu import (ANY_SHORT, OK, UNKNOWN_CLASS, UNKNOWN_INSTRUCTION, WRONG_LENGTH, WRONG_ORDER, Refused,
                   read_command)

CHAINED = 0x10
GET_RESPONSE = 0xC0
LONGEST_CHAIN = 4096


def status_bytes(status):
    return status.to_bytes(2, "big")


def both_protocols(historical):
    """An ATR (ISO 7816-3 8) that offers T=0, then T=1."""
    return _checked(bytes([0xF0 | len(historical), 0x18, 0x00, 0x02, 0x80, 0x01]) + historical)


def only_t1(historical):
    """An ATR that offers T=1 alone."""
    return _checked(bytes([0x80 | len(historical), 0x01]) + historical)


def _checked(body):
    check = 0
    for byte in body:
        check ^= byte
    return b"\x3b" + body + bytes([check])


class Card:
    """A card in which a profile puts its instructions: INS -> method(command) that returns data, or data and a
    status word, or raises Refused."""

    t0 = False  # as the reader chose: no command with both data and Le; exact lengths, else 6Cxx
    atr = b""
    pin = None
    puk = None

    def __init__(self):
        self.instructions = {}
        self.resets = 0
        self.reset()

    def reset(self):
        """Power-up or reset: nothing is selected and no PIN is verified any more."""
        self.resets += 1
        self.verified = False
        self.chain = b""
        self.rest = b""

    def execute(self, raw):
        try:
            command = read_command(raw)
            if command.ins == GET_RESPONSE:
                return self._more(command)
            self.rest = b""
            if command.cla & ~CHAINED:
                raise Refused(UNKNOWN_CLASS)
            if self.t0 and command.data and command.expected is not None:
                raise Refused(WRONG_LENGTH)
            return self._answer(command)
        except Refused as refusal:
            self.chain = b""
            return status_bytes(refusal.status)

    def _answer(self, command):
        handler = self.instructions.get(command.ins)
        if handler is None:
            raise Refused(UNKNOWN_INSTRUCTION)
        self.chain += command.data
        if len(self.chain) > LONGEST_CHAIN:
            raise Refused(WRONG_LENGTH)
        if command.cla & CHAINED:
            return status_bytes(OK)
        command.data, self.chain = self.chain, b""
        result = handler(command)
        data, status = result if isinstance(result, tuple) else (result, OK)
        return self._deliver(command, data, status)

    def _deliver(self, command, data, status):
        expected = command.expected
        if self.t0 and not command.data and expected is not None and 0 < len(data) < expected:
            return status_bytes(0x6C00 | len(data))
        if self.t0 and command.data and data:
            expected = 0
        elif expected is None:
            expected = ANY_SHORT
        if len(data) > expected:
            self.rest = data
            return status_bytes(0x6100 | _told(data))
        return data + status_bytes(status)

    def _more(self, command):
        if not self.rest:
            raise Refused(WRONG_ORDER)
        size = command.expected or ANY_SHORT
        part, self.rest = self.rest[:size], self.rest[size:]
        return part + status_bytes(0x6100 | _told(self.rest) if self.rest else OK)


def _told(data):
    """SW2 of 61xx: how much is there, 0 for 256 and more."""
    return len(data) if len(data) < 256 else 0
