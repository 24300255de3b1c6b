#!/usr/bin/env python3
"""A pcscd of our own with two readers and a card for each.

As a module: Rig, for tests. As a program, inside isolated.sh: runs a command with a card in the first reader.

    ./isolated.sh ./rig.py --reader-driver LIBRARY --keys FOLDER [--card p15] COMMAND...
"""

import argparse
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

import pcsc

HERE = pathlib.Path(__file__).resolve().parent
RUN = pathlib.Path("/run/pcscd")
PAD_READER, PLAIN_READER = "Rig PIN pad", "Rig plain reader"
PAD_NAME, PLAIN_NAME = f"{PAD_READER} 00 00", f"{PLAIN_READER} 01 00"  # as pcscd names them
PAD_PORT, PLAIN_PORT = 35970, 35971
LOOK_SECONDS = 0.45  # pcscd looks for cards every 0.4 s
PAD_CONTROL, PLAIN_CONTROL = 35900, 35901


class RigFailure(Exception):
    pass


def wait_until(happened, what, seconds=10.0):
    """The first true value of happened(), looked for every 10 ms."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = happened()
        if value:
            return value
        time.sleep(0.01)
    raise RigFailure(f"waited {seconds:g} s in vain: {what}")


def log_end():
    return (RUN / "log").read_text(errors="replace")[-2000:]


class Emulator:
    """A card in one reader (emulator/control.py has the orders)."""

    def __init__(self, reader, port, control, keys, card):
        self.reader = reader
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-B", "-m", "emulator", "--port", str(port), "--control", str(control),
             "--keys", keys, "--card", card], cwd=HERE)
        self.lines = wait_until(lambda: self._call(control), "the emulator's control port")

    def _call(self, control):
        if self.process.poll() is not None:
            raise RigFailure("the emulator ended")
        try:
            return socket.create_connection(("127.0.0.1", control), timeout=30).makefile("rw")
        except ConnectionRefusedError:
            return None

    def order(self, *words):
        self.lines.write(" ".join(map(str, words)) + "\n")
        self.lines.flush()
        told = json.loads(self.lines.readline())
        if "error" in told:
            raise RigFailure(told["error"])
        return told

    def stop(self):
        self.lines.close()
        self.process.terminate()
        self.process.wait()

    def stat(self):
        return self.order("stat")

    def log(self):
        """[[command, answer]] since the last time, in hex."""
        return self.order("log")["log"]

    def put_in(self, profile):
        """A card of this profile, with its first PINs and no faults, lies in the reader.
        Whether it was put in for that; one of the same profile that lies there already only gets its PINs again."""
        self.order("clear")
        stat = self.stat()
        if stat["connected"] and stat["profile"] == profile:
            self.order("renew")
            return False
        self.take_out()
        self.order("card", profile)
        self.order("insert")
        self.wait_for(pcsc.PRESENT)
        return True

    def take_out(self):
        """Returns when pcscd knows it for certain: a card pulled under a command is told at once as gone, but
        one put in before pcscd's next look would never be noticed."""
        looked = time.monotonic() + LOOK_SECONDS if self.stat()["inserted"] else 0
        self.order("remove")
        self.wait_for(pcsc.EMPTY)
        time.sleep(max(0, looked - time.monotonic()))

    def wait_for(self, state):
        """Until pcscd has noticed what lies in the reader; it looks every 0.4 s."""
        with pcsc.Program() as program:
            try:
                wait_until(lambda: program.state(self.reader) & state, f"{self.reader} gets into state {state:#x}")
            except RigFailure as failure:
                raise RigFailure(f"{failure}; it is in {program.state(self.reader):#x}, the card in {self.stat()}; "
                                 f"pcscd: {log_end()}") from None


class Service:
    """pcscd with the rig's readers."""

    def __init__(self, driver):
        self.folder = RUN / "readers"
        self.folder.mkdir(parents=True)
        entries = ((PAD_READER, f"127.0.0.1:{PAD_PORT}:pinpad"), (PLAIN_READER, f"127.0.0.1:{PLAIN_PORT}"))
        # A "+" in a path breaks pcscd's reader of this file, hence the copy.
        library = RUN / "reader_driver.so"
        library.write_bytes(pathlib.Path(driver).read_bytes())
        (self.folder / "rig").write_text("".join(
            f'FRIENDLYNAME "{name}"\nDEVICENAME {device}\nLIBPATH {library}\nCHANNELID {number}\n\n'
            for number, (name, device) in enumerate(entries, 1)))
        self.process = None

    def start(self):
        with open(RUN / "log", "ab") as log:
            self.process = subprocess.Popen(["pcscd", "--foreground", "--config", self.folder], stdout=log, stderr=log)
        wait_until(self._answers, "pcscd's socket")

    def start_if_dead(self):
        if self.process.poll() is not None:
            self.start()

    def _answers(self):
        if self.process.poll() is not None:
            raise RigFailure(f"pcscd ended: {log_end()}")
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.connect(str(RUN / "pcscd.comm"))
            return True
        except OSError:
            return False

    def kill(self):
        """It dies without a word."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """It is stopped properly, as by the system."""
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()
        for name in ("pcscd.comm", "pcscd.pid"):
            (RUN / name).unlink(missing_ok=True)

    @staticmethod
    def unplugging(port):
        """The file that unplugs a reader by being there."""
        return RUN / f"unplug-{port}"

    def unplug(self, port):
        self.unplugging(port).touch()

    def plug_in(self, port):
        self.unplugging(port).unlink(missing_ok=True)
        self.process.send_signal(signal.SIGUSR1)


class Rig:
    def __init__(self, driver, keys, card="p15"):
        self.service = Service(driver)
        self.service.start()
        self.pad = Emulator(PAD_NAME, PAD_PORT, PAD_CONTROL, keys, card)
        self.plain = Emulator(PLAIN_NAME, PLAIN_PORT, PLAIN_CONTROL, keys, card)

    @classmethod
    def from_environment(cls):
        """The rig of a test: CMake tells where the driver and the keys are."""
        return cls(os.environ["CARD_RIG_DRIVER"], os.environ["CARD_RIG_KEYS"])

    def stop(self):
        for emulator in (self.pad, self.plain):
            emulator.stop()
        self.service.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader-driver", required=True)
    parser.add_argument("--keys", required=True)
    parser.add_argument("--card", default="p15")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    rig = Rig(options.reader_driver, options.keys, options.card)
    try:
        rig.pad.put_in(options.card)
        return subprocess.call(options.command)
    finally:
        rig.stop()


if __name__ == "__main__":
    sys.exit(main())
