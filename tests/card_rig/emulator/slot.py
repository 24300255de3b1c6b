"""The card's end of the wire to the reader driver (protocol of vsmartcard's vpcd, and a few messages more).

Each message is two bytes of length, big endian, and a body. A body of one byte is for the card's power; anything
longer is a command, answered the same way.
"""

import socket
import time

POWER_OFF, POWER_ON, RESET = 0x00, 0x01, 0x02  # no answer
ASK_ATR = 0x04
USE_T0, USE_T1 = 0x20, 0x21  # ours, no answer: the protocol that pcscd chose
ASK_TYPED = 0x10  # ours: what did the person type on the reader? Digits, or a status word

RETRY_SECONDS = 0.05


class Slot:
    """A place in a reader, in which a card may lie. Dials the reader: to pcscd that is a card going in."""

    def __init__(self, port, faults, log):
        self.port = port
        self.faults = faults
        self.log = log
        self.card = None
        self.inserted = False
        self.typed = []
        self.wire = None
        self.tried = 0.0

    def insert(self):
        if not self.inserted:
            self.inserted = True
            self.card.reset()
        self.dial()

    def remove(self):
        self.inserted = False
        self.hang_up()

    def dial(self):
        """Reaches for the reader when it is not there yet, or came back after pcscd was started again."""
        if not self.inserted or self.wire or time.monotonic() - self.tried < RETRY_SECONDS:
            return
        self.tried = time.monotonic()
        try:
            self.wire = socket.create_connection(("127.0.0.1", self.port), timeout=5)
            self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            self.wire = None

    def hang_up(self):
        if self.wire:
            self.wire.close()
            self.wire = None

    def serve(self):
        """One message of the reader."""
        try:
            answer = self._answer(self._receive())
            if answer is not None and self.wire:
                self.wire.sendall(len(answer).to_bytes(2, "big") + answer)
            if self.faults.pulled("after"):
                self.remove()
        except OSError:
            self.hang_up()
            self.card.reset()  # the reader lost its power

    def _answer(self, message):
        if len(message) > 1:
            return self._command(message)
        if message[0] in (POWER_OFF, POWER_ON, RESET):
            self.card.reset()
            return None
        if message[0] in (USE_T0, USE_T1):
            self.card.t0 = message[0] == USE_T0
            return None
        if message[0] == ASK_ATR:
            return self.card.atr
        return self.typed.pop(0) if self.typed else b"\x64\x00"

    def _command(self, raw):
        self.faults.next_command()
        if self.faults.pulled("before"):
            self.remove()
            return None
        answer = self.faults.scripted()
        if answer is None:
            answer = self.card.execute(raw)
        self.log.append((raw, answer))
        if self.faults.pulled("during"):
            self.remove()
            return None
        return answer

    def _receive(self):
        return self._exactly(int.from_bytes(self._exactly(2), "big"))

    def _exactly(self, size):
        data = b""
        while len(data) < size:
            part = self.wire.recv(size - len(data))
            if not part:
                raise ConnectionError("the reader hung up")
            data += part
            # A reader that writes length and body apart would wait 40 ms for a delayed acknowledgement.
            self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        return data
