"""python3 -m emulator --port 35970 --control 35900 --keys FOLDER [--card p15]: a card for one slot of the rig."""

import argparse
import selectors
import socket

from .control import Control, Quit
from .faults import Faults
from .keys import KeyFolder
from .profiles import PROFILES
from .slot import RETRY_SECONDS, Slot


def serve(slot, control, listener):
    callers = {}
    while True:
        slot.dial()
        with selectors.DefaultSelector() as ready:
            for source in (listener, *callers, *([slot.wire] if slot.wire else [])):
                ready.register(source, selectors.EVENT_READ)
            waiting = slot.inserted and slot.wire is None
            for key, _ in ready.select(RETRY_SECONDS if waiting else None):
                if key.fileobj is slot.wire:
                    slot.serve()
                elif key.fileobj is listener:
                    caller, _ = listener.accept()
                    callers[caller] = caller.makefile("rw")
                elif key.fileobj in callers:
                    answer(callers, key.fileobj, control)


def answer(callers, caller, control):
    lines = callers[caller]
    line = lines.readline()
    if not line:
        del callers[caller]
        caller.close()
        return
    lines.write(control.obey(line) + "\n")
    lines.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control", type=int, required=True)
    parser.add_argument("--keys", required=True)
    parser.add_argument("--card", choices=PROFILES, default="p15")
    options = parser.parse_args()
    keys = KeyFolder(options.keys)
    slot = Slot(options.port, Faults(), [])
    slot.card = PROFILES[options.card](keys)
    try:
        serve(slot, Control(slot, keys, options.card), socket.create_server(("127.0.0.1", options.control)))
    except Quit:
        pass


if __name__ == "__main__":
    main()
