"""card_probe from a test: orders out, answers and snapshots of the monitor in."""

import array
import itertools
import json
import mmap
import os
import pathlib
import queue
import subprocess
import threading
import time

from rig import RigFailure

VEIL = 0x5A  # as in probe/pins.cpp
# Which words of an order are PINs. They travel veiled: what stands in the clear in the probe's memory is its own doing.
PIN_WORDS = {"sign": (3,), "change": (2, 3), "unblock": (2, 3), "bench": (2, 3), "module-sign": (3,)}
ENTRY_BYTES, IN_USE_SHIFT = 8, 62  # of /proc/PID/pagemap: bit 63 in memory, 62 in the swap
LARGEST_REGION = 1 << 28  # what is larger is a sanitizer's bookkeeping


def veiled(pin):
    return bytes(byte ^ VEIL for byte in pin.encode()).hex()


class Probe:
    def __init__(self):
        self.process = subprocess.Popen([os.environ["CARD_RIG_PROBE"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)
        self.answers = queue.Queue()
        self.snapshots = []  # (time, snapshot)
        self.changed = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            told = json.loads(line)
            if "answer" in told:
                self.answers.put(told["answer"])
            else:
                with self.changed:
                    self.snapshots.append((told["time"], told["snapshot"]))
                    self.changed.notify_all()

    def send(self, *words):
        pins = PIN_WORDS.get(words[0], ())
        words = [veiled(word) if number in pins else word for number, word in enumerate(words)]
        self.process.stdin.write("\t".join(map(str, words)) + "\n")
        self.process.stdin.flush()

    def answer(self, seconds=20.0):
        try:
            return self.answers.get(timeout=seconds)
        except queue.Empty:
            raise RigFailure(f"no answer within {seconds:g} s") from None

    def order(self, *words, seconds=20.0):
        self.send(*words)
        return self.answer(seconds)

    def latest(self):
        with self.changed:
            return self.snapshots[-1][1] if self.snapshots else None

    def wait_for(self, fits, since, seconds):
        """The first snapshot that fits, told between `since` (time.monotonic()) and so many seconds later.
        `since` 0: told at any time, and no later than so many seconds from now."""
        end = (since or time.monotonic()) + seconds
        with self.changed:
            self.changed.wait_for(lambda: self._first(fits, since), max(0.0, end - time.monotonic()))
            found = self._first(fits, since)
        if not found or found[0] > end:
            raise RigFailure(f"no such snapshot within {seconds:g} s; the last: {self.latest()}")
        return found[1]

    def _first(self, fits, since):
        return next((entry for entry in self.snapshots if entry[0] >= since and fits(entry[1])), None)

    def copies_in_memory(self, texts):
        """How often any of these texts lies in the memory of the probe."""
        found = 0
        with open(f"/proc/{self.process.pid}/mem", "rb", 0) as memory:
            for start, size in self._pages_in_use():
                memory.seek(start)
                try:
                    content = memory.read(size)
                except OSError:
                    continue  # it went away meanwhile
                found += sum(content.count(text.encode()) for text in texts)
        return found

    def _pages_in_use(self):
        """(address, size) of what is writable and was ever written; most of a thread's stack was not."""
        folder = pathlib.Path(f"/proc/{self.process.pid}")
        with open(folder / "pagemap", "rb", 0) as pages:
            for line in (folder / "maps").read_text().splitlines():
                place, rights = line.split()[:2]
                start, end = (int(number, 16) for number in place.split("-"))
                if not rights.startswith("rw") or end - start > LARGEST_REGION:
                    continue
                pages.seek(start // mmap.PAGESIZE * ENTRY_BYTES)
                entries = array.array("Q", pages.read((end - start) // mmap.PAGESIZE * ENTRY_BYTES))
                for used, run in itertools.groupby(enumerate(entries), lambda entry: entry[1] >> IN_USE_SHIFT != 0):
                    if used:
                        numbers = [number for number, _ in run]
                        yield start + numbers[0] * mmap.PAGESIZE, len(numbers) * mmap.PAGESIZE

    def end(self, seconds=5.0):
        """Its exit code. Ending the input must end it within this time: no thread may be left waiting."""
        self.process.stdin.close()
        try:
            code = self.process.wait(seconds)
            self.reader.join()
            self.process.stdout.close()
            return code
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise RigFailure(f"the probe did not end within {seconds:g} s") from None
