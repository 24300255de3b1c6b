"""Another program at the same readers: PC/SC straight from libpcsclite, knowing nothing of Tanba."""

import ctypes
import time

LIBRARY = ctypes.CDLL("libpcsclite.so.1")
SHARED, EXCLUSIVE = 2, 1
ANY_PROTOCOL, T0 = 3, 1
LEAVE, RESET = 0, 1
EMPTY, PRESENT, MUTE = 0x10, 0x20, 0x200
LONGEST_ANSWER = 65538
SHARING_VIOLATION = 0x8010000B
SECONDS_TO_NOTICE_AN_END = 10.0


class Problem(Exception):
    """A PC/SC call that did not succeed; `code` as in pcsclite.h."""

    def __init__(self, call, code):
        super().__init__(f"{call}: {code:08X}")
        self.code = code


class ReaderState(ctypes.Structure):
    _fields_ = [("reader", ctypes.c_char_p), ("user", ctypes.c_void_p), ("current", ctypes.c_ulong),
                ("event", ctypes.c_ulong), ("atr_length", ctypes.c_ulong), ("atr", ctypes.c_ubyte * 33)]


class Interface(ctypes.Structure):
    _fields_ = [("protocol", ctypes.c_ulong), ("length", ctypes.c_ulong)]


def call(name, *arguments):
    code = getattr(LIBRARY, name)(*arguments) & 0xFFFFFFFF
    if code:
        raise Problem(name, code)


class Program:
    """A context and, after connect(), a card."""

    def __init__(self):
        self.context = ctypes.c_long()
        call("SCardEstablishContext", ctypes.c_ulong(2), None, None, ctypes.byref(self.context))
        self.card = None
        self.protocol = ctypes.c_ulong()

    def readers(self):
        size = ctypes.c_ulong(4096)
        names = ctypes.create_string_buffer(size.value)
        try:
            call("SCardListReaders", self.context, None, names, ctypes.byref(size))
        except Problem:
            return []
        return [name.decode() for name in names.raw[:size.value].split(b"\0") if name]

    def state(self, reader):
        """What SCardGetStatusChange tells at once; 0 for a reader that is not there."""
        states = (ReaderState * 1)()
        states[0].reader = reader.encode()
        try:
            call("SCardGetStatusChange", self.context, ctypes.c_ulong(0), states, ctypes.c_ulong(1))
        except Problem:
            return 0
        return states[0].event & 0xFFFF

    def connect(self, reader, share=SHARED, protocol=ANY_PROTOCOL):
        self.card = ctypes.c_long()
        call("SCardConnect", self.context, reader.encode(), ctypes.c_ulong(share), ctypes.c_ulong(protocol),
             ctypes.byref(self.card), ctypes.byref(self.protocol))

    def connect_alone(self, reader):
        """Exclusively. pcscd notices a moment later that a program has ended; until then the card is shared."""
        deadline = time.monotonic() + SECONDS_TO_NOTICE_AN_END
        while True:
            try:
                return self.connect(reader, share=EXCLUSIVE)
            except Problem as problem:
                if problem.code != SHARING_VIOLATION or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def begin(self):
        call("SCardBeginTransaction", self.card)

    def end(self):
        call("SCardEndTransaction", self.card, ctypes.c_ulong(LEAVE))

    def reset(self):
        call("SCardReconnect", self.card, ctypes.c_ulong(SHARED), ctypes.c_ulong(ANY_PROTOCOL), ctypes.c_ulong(RESET),
             ctypes.byref(self.protocol))

    def transmit(self, command):
        """The bare answer to one command, in hex both ways."""
        sent = bytes.fromhex(command)
        header = Interface(self.protocol, ctypes.sizeof(Interface))
        size = ctypes.c_ulong(LONGEST_ANSWER)
        answer = ctypes.create_string_buffer(size.value)
        call("SCardTransmit", self.card, ctypes.byref(header), sent, ctypes.c_ulong(len(sent)), None, answer,
             ctypes.byref(size))
        return answer.raw[:size.value].hex()

    def exchange(self, command):
        """(data, status word), following 61xx."""
        answer = bytes.fromhex(self.transmit(command))
        data, status = answer[:-2], int.from_bytes(answer[-2:], "big")
        while status & 0xFF00 == 0x6100:
            answer = bytes.fromhex(self.transmit(f"00C00000{status & 0xFF:02X}"))
            data, status = data + answer[:-2], int.from_bytes(answer[-2:], "big")
        return data, status

    def disconnect(self, end=RESET):
        if self.card is not None:
            LIBRARY.SCardDisconnect(self.card, ctypes.c_ulong(end))
            self.card = None

    def close(self):
        self.disconnect()
        LIBRARY.SCardReleaseContext(self.context)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
