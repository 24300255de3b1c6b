"""Commands and answers (ISO 7816-4 5.1)."""

import dataclasses

OK = 0x9000
END_OF_FILE = 0x6282
WRONG_LENGTH = 0x6700
NOT_ALLOWED = 0x6900
PIN_NEEDED = 0x6982
PIN_BLOCKED = 0x6983
WRONG_ORDER = 0x6985
NO_FILE_SELECTED = 0x6986
WRONG_DATA = 0x6A80
NOT_FOUND = 0x6A82
WRONG_PARAMETERS = 0x6A86
NO_SUCH_REFERENCE = 0x6A88
WRONG_OFFSET = 0x6B00
UNKNOWN_INSTRUCTION = 0x6D00
UNKNOWN_CLASS = 0x6E00

ANY_SHORT = 256
ANY_EXTENDED = 65536


class Refused(Exception):
    """An answer without data."""

    def __init__(self, status):
        super().__init__(f"{status:04X}")
        self.status = status


@dataclasses.dataclass
class Command:
    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes
    expected: int | None  # Ne; None where the command has no Le

    @property
    def parameters(self):
        return self.p1 << 8 | self.p2


def read_command(raw):
    """A command from its bytes, short or extended; Refused(6700) where the lengths do not agree."""
    if len(raw) < 4:
        raise Refused(WRONG_LENGTH)
    body = raw[4:]
    if len(body) >= 3 and body[0] == 0:
        data, expected = _extended(body)
    else:
        data, expected = _short(body)
    return Command(*raw[:4], data, expected)


def _short(body):
    if len(body) <= 1:
        return b"", (body[0] or ANY_SHORT) if body else None
    data, tail = body[1:1 + body[0]], body[1 + body[0]:]
    if len(data) != body[0] or len(tail) > 1:
        raise Refused(WRONG_LENGTH)
    return data, (tail[0] or ANY_SHORT) if tail else None


def _extended(body):
    size = int.from_bytes(body[1:3], "big")
    if len(body) == 3:
        return b"", size or ANY_EXTENDED
    data, tail = body[3:3 + size], body[3 + size:]
    if size == 0 or len(data) != size or len(tail) not in (0, 2):
        raise Refused(WRONG_LENGTH)
    return data, (int.from_bytes(tail, "big") or ANY_EXTENDED) if tail else None
