"""Orders for the card, one a line over TCP; each is answered by one line of JSON.

    card PROFILE             a new card of this kind lies beside the reader, with its first PINs
    renew                    the inserted card gets its first PINs again, unnoticed by the reader
    insert | remove
    pull before|during|after N    the card leaves at the N-th command from now
    answer N [HEX]           the N-th command from now is not carried out, and answered with these bytes, or none
    at N kill PID | at N touch PATH    what happens while the card is at the N-th command from now
    delay MILLISECONDS       before each answer
    pinpad DIGITS|cancel|timeout ...    what will be typed on the reader, in this order
    pin DIGITS | puk DIGITS | tries N | puk-tries N  sets the card's PIN or PUK, the tries left
    stat | log               state; commands and answers since the last time, without the data of PIN commands
    clear                    forgets faults, what is to be typed, and the log
    quit
"""

import json
import os
import pathlib
import signal

from .faults import Faults
from .profiles import PROFILES

PAD_STATUS = {"cancel": bytes.fromhex("6401"), "timeout": bytes.fromhex("6400")}
PIN_COMMANDS = (0x20, 0x24, 0x2C)


class Quit(Exception):
    pass


class Control:
    def __init__(self, slot, keys, profile):
        self.slot = slot
        self.keys = keys
        self.profile = profile
        self.orders = {"card": self.card, "renew": self.renew, "insert": self.insert, "remove": self.remove, "pull": self.pull,
                       "at": self.at, "answer": self.answer, "delay": self.delay, "pinpad": self.pinpad, "pin": self.pin,
                       "puk": self.puk, "tries": self.tries, "puk-tries": self.puk_tries, "stat": self.stat,
                       "log": self.log, "clear": self.clear, "quit": self.quit}

    def obey(self, line):
        """The answer to one order, a line of JSON."""
        words = line.split()
        try:
            told = self.orders[words[0]](*words[1:]) or {}
        except (KeyError, IndexError, TypeError, ValueError) as problem:
            told = {"error": f"{line.strip()!r}: {problem!r}"}
        return json.dumps(told)

    def card(self, profile):
        if self.slot.inserted:
            raise ValueError("take the other card out first")
        self.slot.card = PROFILES[profile](self.keys)
        self.profile = profile

    def renew(self):
        t0 = self.slot.card.t0
        self.slot.card = PROFILES[self.profile](self.keys)
        self.slot.card.t0 = t0

    def insert(self):
        self.slot.insert()

    def remove(self):
        self.slot.remove()

    def pull(self, when, number):
        self.slot.faults.pull_in(when, int(number))

    def answer(self, number, raw=""):
        self.slot.faults.answer_in(int(number), bytes.fromhex(raw))

    def at(self, number, what, *words):
        act = {"kill": _kill, "touch": _touch}[what]
        self.slot.faults.act_in(int(number), lambda: act(*words))

    def delay(self, milliseconds):
        self.slot.faults.delay = float(milliseconds) / 1000

    def pinpad(self, *typed):
        self.slot.typed += [PAD_STATUS.get(word, word.encode()) for word in typed]

    def pin(self, digits):
        self.slot.card.pin.set(digits.encode())

    def puk(self, digits):
        self.slot.card.puk.set(digits.encode())

    def tries(self, number):
        self.slot.card.pin.left = int(number)

    def puk_tries(self, number):
        self.slot.card.puk.left = int(number)

    def stat(self):
        card = self.slot.card
        return {"profile": self.profile, "inserted": self.slot.inserted, "connected": self.slot.wire is not None,
                "commands": self.slot.faults.count, "resets": card.resets, "verified": card.verified,
                "tries": card.pin.left, "attempts": card.pin.attempts,
                "pukTries": card.puk.left if card.puk else None,
                "generated": getattr(card, "generated", 0), "atr": card.atr.hex(), "typed": len(self.slot.typed)}

    def log(self):
        told = [[_shown(command), answer.hex()] for command, answer in self.slot.log]
        self.slot.log.clear()
        return {"log": told}

    def clear(self):
        self.slot.faults.__init__()
        self.slot.typed.clear()
        self.slot.log.clear()

    def quit(self):
        raise Quit


def _kill(process):
    os.kill(int(process), signal.SIGKILL)


def _touch(path):
    pathlib.Path(path).touch()


def _shown(command):
    return command[:5].hex() if len(command) > 5 and command[1] in PIN_COMMANDS else command.hex()
