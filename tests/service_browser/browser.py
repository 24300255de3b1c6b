"""What a test asks of a browser. chromium.py and firefox.py do it, without any driver program."""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

START_TIME = 60
STEP_TIME = 60


class PageError(Exception):
    """The page's script threw."""


class PageLeft(Exception):
    """Another page came while the script ran."""


class BrowserGone(Exception):
    """The browser ended, or does not answer."""


def find_program(*candidates):
    """The first of these that is installed, or None."""
    for candidate in candidates:
        found = shutil.which(candidate)
        if found:
            return found
    return None


class Browser:
    """One run of a browser in a home folder, its profile kept between runs."""

    def __init__(self, home):
        self.home = pathlib.Path(home)
        self.log = tempfile.TemporaryFile()
        self.process = None

    def start(self, words, **more):
        surroundings = {"HOME": str(self.home), "PATH": "/usr/local/bin:/usr/bin:/bin", "TZ": "UTC", "LANG": "C.UTF-8",
                        "XDG_RUNTIME_DIR": str(self.home), "MOZ_DISABLE_AUTO_SAFE_MODE": "1", "MOZ_CRASHREPORTER_DISABLE": "1"}
        # A group of its own, so that the processes of its pages end with it.
        self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                        env=surroundings, start_new_session=True, **more)

    def said(self):
        self.log.seek(0)
        return self.log.read()[-3000:].decode(errors="replace")

    def gone(self, why):
        return BrowserGone(f"{why}\n{self.said()}")

    def end(self):
        """After the browser was asked to end: whatever of it is left is killed."""
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            print(f"{self.process.args[0]} did not end when asked", file=sys.stderr)
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.log.close()

    # What the two do in their own way

    def open(self, address):
        """Shows the page, and returns when it is loaded."""
        raise NotImplementedError

    def run(self, body, time_limit=STEP_TIME):
        """The value that this body of an async function returns in the page. PageError when it throws."""
        raise NotImplementedError

    def upload(self, selector, number, path):
        """Chooses a file in one of the page's file fields."""
        raise NotImplementedError

    def click(self, selector):
        self.run(f"document.querySelector({selector!r}).click();")

    def wait_for(self, body, what, time_limit=STEP_TIME):
        """Asks until the body's value is true, and returns it."""
        end = time.monotonic() + time_limit
        while time.monotonic() < end:
            with contextlib.suppress(PageLeft):
                value = self.run(body)
                if value:
                    return value
            time.sleep(0.05)
        raise AssertionError(f"never came: {what}")
