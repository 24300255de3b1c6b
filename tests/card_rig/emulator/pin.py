"""A PIN or PUK that counts its tries."""

from .apdu import PIN_BLOCKED, WRONG_DATA, Refused


class Pin:
    """Digits, padded at the right to blocks of eight bytes. A try is counted before the values are compared."""

    BLOCK = 8

    def __init__(self, value, tries, padding=b"\xff", lengths=(4, 8)):
        self.value = value.encode()
        self.most = self.left = tries
        self.padding = padding
        self.lengths = lengths
        self.attempts = 0

    def verify(self, block):
        if self.left == 0:
            raise Refused(PIN_BLOCKED)
        self.attempts += 1
        self.left -= 1
        if block != self._block():
            raise Refused(self.tries_status())
        self.left = self.most

    def tries_status(self):
        """What an empty VERIFY answers while the PIN is not verified."""
        return 0x63C0 | self.left if self.left else PIN_BLOCKED

    def read_new(self, block):
        """The digits of a new PIN; Refused(6A80) when it breaks the rules."""
        digits = block.rstrip(self.padding)
        if len(block) != self.BLOCK or not digits.isdigit():
            raise Refused(WRONG_DATA)
        if not self.lengths[0] <= len(digits) <= self.lengths[1]:
            raise Refused(WRONG_DATA)
        return digits

    def set(self, digits):
        self.value, self.left = digits, self.most

    def _block(self):
        return self.value.ljust(self.BLOCK, self.padding)
