"""A site's question on a desktop with a window manager (openbox), whose rules decide who has the keyboard: the window comes
above what a person works in and takes nothing of what they type, and the person goes there when they want to."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

TESTS = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(os.fspath(TESTS / "end_to_end"))

from program import LONGEST_WAIT, Program, wait_until  # noqa: E402
from question_window import MAIN, QuestionWindow, windows_called  # noqa: E402
from service_client import client_if_served  # noqa: E402
from typewriter import Typewriter  # noqa: E402
from words import say  # noqa: E402

SKIPPED = 77
PORT = 13579
MANAGER = "openbox"
DOCUMENT = "Келісімшарт № 1. " * 20
TEXT = "abcdefghijklmnopqrstuvwxyz" * 4


def xdotool(*words):
    return subprocess.run(["xdotool", *words], capture_output=True, text=True, check=False, timeout=LONGEST_WAIT).stdout.split()


def words(code):
    return say(code, "kk")


class ManagedProgram(Program):
    def go_to(self, title):
        """As a person does who clicks on a window: the manager decides, and here it agrees. Qt takes no notice of a keyboard that
        comes, goes and comes again within 400 ms."""
        def has_focus():
            for number in windows_called(title.strip("^")):
                xdotool("windowactivate", number)
            return self.focused()
        wait_until(has_focus, "the focus")


class HiddenProgram(Program):
    def go_to(self, title):
        """Nowhere: it is to be seen as it came."""


class OnADesktop(unittest.TestCase):
    def setUp(self):
        home = tempfile.mkdtemp(prefix="tanba-managed-")
        self.addCleanup(shutil.rmtree, home, ignore_errors=True)
        manager = subprocess.Popen([MANAGER], env={**os.environ, "HOME": home}, stderr=subprocess.DEVNULL)
        self.addCleanup(manager.wait)
        self.addCleanup(manager.kill)
        self.typewriter = Typewriter()
        self.addCleanup(self.typewriter.close)
        wait_until(self.listed, "the window manager")

    def listed(self):
        """The windows that a panel offers."""
        return self.typewriter.numbers_in_root(b"_NET_CLIENT_LIST_STACKING")


class BackgroundTest(OnADesktop):
    def test_without_a_tray_the_window_waits_in_the_panel(self):
        program = HiddenProgram("kk", arguments=["--background"])
        self.addCleanup(program.abandon)
        mine = wait_until(lambda: {number for number in map(int, xdotool("search", "--name", f"^{MAIN}"))
                                   if number in self.listed()}, "a window in the panel")
        self.assertEqual(windows_called(MAIN), [], "it stands in nobody's way")
        xdotool("windowactivate", str(mine.pop()))
        wait_until(lambda: windows_called(MAIN), "the window that was called up")

    def test_another_start_brings_the_window(self):
        program = HiddenProgram("kk", arguments=["--background"])
        self.addCleanup(program.abandon)
        wait_until(lambda: xdotool("search", "--name", f"^{MAIN}"), "the window")
        program.start_again()
        wait_until(lambda: windows_called(MAIN), "the window that was called up")


class ManagedTest(OnADesktop):
    def setUp(self):
        super().setUp()
        self.program = ManagedProgram("kk", settings=["portals=on"])
        self.addCleanup(self.program.abandon)
        self.question = QuestionWindow(self.program, words)
        self.page = wait_until(lambda: client_if_served(PORT), "the service")
        self.addCleanup(self.page.close)
        self.assertEqual(self.page.upgrade()[0], 101)
        self.page.read_text()

    def ask(self):
        self.page.send_text(json.dumps({"module": "kz.gov.pki.knca.basics", "method": "sign", "args": {
            "format": "cms", "data": DOCUMENT, "signerParams": {"chain": []}}}))

    def has_the_keyboard(self, number):
        return xdotool("getactivewindow") == [str(number)]

    def is_above(self, first, second):
        order = self.typewriter.numbers_in_root(b"_NET_CLIENT_LIST_STACKING")  # from below
        return int(first) in order and order.index(int(first)) > order.index(int(second))

    def typed_meanwhile(self, ask):
        """Types into the typewriter while a site asks; the question's window."""
        place = self.typewriter.window.value

        def is_there():
            xdotool("windowactivate", str(place))
            return self.has_the_keyboard(place)
        wait_until(is_there, "the keyboard at the typewriter")
        typing = threading.Thread(target=self.program.type, args=[TEXT])
        typing.start()
        wait_until(lambda: len(self.typewriter.read()) > 10, "the typing")
        ask()
        number = self.question.wait()
        self.assertTrue(typing.is_alive(), "the question came too late to be in anybody's way")
        typing.join()
        wait_until(lambda: len(self.typewriter.read()) >= len(TEXT), "the rest of the typing")
        self.assertEqual(self.typewriter.read(), TEXT)
        self.assertTrue(self.has_the_keyboard(place))
        return number

    def test_the_question_comes_above_and_takes_no_key(self):
        number = self.typed_meanwhile(self.ask)
        wait_until(lambda: self.is_above(number, self.typewriter.window.value), "the question above everything")
        # It is there for who wants it, with all its keys.
        self.program.go_to(self.question.title)
        self.assertTrue(self.has_the_keyboard(number))
        self.program.keys("Escape")
        self.question.wait_until_gone()
        self.assertIn("body", json.loads(self.page.read_text()))

    def test_a_minimised_program_stays_so(self):
        main = wait_until(lambda: windows_called(MAIN), "the window")[0]
        xdotool("windowminimize", main)
        wait_until(lambda: not windows_called(MAIN), "the window out of sight")
        number = self.typed_meanwhile(self.ask)
        self.assertTrue(wait_until(lambda: self.is_above(number, self.typewriter.window.value), "the question"))
        self.assertEqual(windows_called(MAIN), [])


if __name__ == "__main__":
    if shutil.which(MANAGER) is None:
        print(f"NOT TESTED: {MANAGER} is missing", file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)
    unittest.main()
