"""card_probe from a test: orders out, answers and snapshots of the monitor in."""

import json
import os
import queue
import subprocess
import threading
import time

from rig import RigFailure


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
