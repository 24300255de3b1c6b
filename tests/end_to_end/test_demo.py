"""`demo`: the whole main job with the simulated card, demonstration keys and the reference portal."""

import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import time

from support import CANCELLED, CLI, DONE, USAGE, CliTest, environment, main
from test_terminal import Typist

STEPS = ["card", "sms", "qr", "sign", "check", "password", "expiry"]
SECONDS = 120


class DemoTest(CliTest):
    def setUp(self):
        super().setUp()
        self.home = self.folder / "home"
        self.temporary = self.folder / "temporary"
        self.home.mkdir()
        self.temporary.mkdir()
        self.env = environment(HOME=str(self.home), TMPDIR=str(self.temporary))

    def demo(self, *arguments, code=DONE):
        return self.expect(code, "demo", *arguments, env=self.env, timeout=SECONDS)

    def left_behind(self):
        return sorted(self.temporary.iterdir())


class Walk(DemoTest):
    def test_every_step_works_in_every_language(self):
        words = {"kk": "Порталға кірдіңіз", "ru": "Вы вошли на портал", "en": "You are inside the portal"}
        for language, inside in words.items():
            ended = self.demo("--lang", language)
            self.assertEqual(ended.text.count(inside), 2, str(ended))
            self.assertIn("1414", ended.text)
            for factor in ("sms", "qr"):
                self.assertIn(f"tanba-cli login URL --token NAME --factor {factor}\n", ended.text)
            self.assertIn("ҮЛГІ АЗАМАТ", ended.text)
            for number in range(1, len(STEPS) + 1):
                self.assertIn(f"{number}/{len(STEPS)}. ", ended.text)
        self.assertEqual(self.left_behind(), [])

    def test_json(self):
        result = self.demo("--json").json
        self.assertEqual(result, {"demonstration": True, "steps": STEPS})

    def test_it_is_labelled_and_its_signature_is_nobodys(self):
        ended = self.demo("--lang", "ru")
        self.assertTrue(ended.text.startswith("Демонстрация"), str(ended))
        self.assertIn("Это тестовый ключ, а не подпись человека", ended.text + ended.errors)

    def test_it_types_itself_and_says_what(self):
        ended = self.demo("--lang", "en")
        self.assertEqual(ended.text.count("PIN typed: 1234\n"), 2, str(ended))
        sent = re.search(r"Код для входа: (\d{6})\.", ended.text)
        self.assertIn(f"Code typed: {sent[1]}\n", ended.text)

    def test_nothing_is_named_that_is_gone_afterwards(self):
        for language in ("kk", "ru", "en"):
            ended = self.demo("--lang", language)
            for gone in (str(self.temporary), "tanba-demo-", "https://127.0.0.1"):
                self.assertNotIn(gone, ended.text + ended.errors)

    def test_it_does_not_wait_without_a_terminal(self):
        self.demo("--yes", "--lang", "en")
        self.expect(USAGE, "demo", "--now", env=self.env)


class Terminal(DemoTest):
    def start_and_wait_for_portal(self):
        """At a terminal the walk waits for Enter before its first step."""
        self.terminal, slave = pty.openpty()
        self.addCleanup(os.close, self.terminal)
        process = subprocess.Popen([CLI, "demo", "--lang", "en"], stdin=slave, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, env=self.env, start_new_session=True)
        os.close(slave)
        self.addCleanup(process.stdout.close)
        self.addCleanup(end, process)
        self.read_until(process.stdout, b"Press Enter")
        return process

    def read_until(self, stream, words):
        got = b""
        deadline = time.monotonic() + SECONDS
        while words not in got:
            ready, _, _ = select.select([stream], [], [], max(0, deadline - time.monotonic()))
            self.assertTrue(ready, got)
            piece = os.read(stream.fileno(), 4096)
            self.assertTrue(piece, got)
            got += piece

    def portal_ends(self):
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if not portals_in(self.temporary):
                return True
            time.sleep(0.05)
        return False

class Traces(Terminal):
    def test_the_home_folder_is_not_touched(self):
        (self.home / ".config" / "tanba").mkdir(parents=True)
        (self.home / ".config" / "tanba" / "tanba.ini").write_text("[General]\nlanguage=ru\n", encoding="utf-8")
        (self.home / "Downloads").mkdir()
        (self.home / "Downloads" / "key.p12").write_bytes(b"mine")
        before = snapshot(self.home)
        self.demo("--lang", "kk")
        self.assertEqual(snapshot(self.home), before)
        self.assertEqual(self.left_behind(), [])

    def test_what_a_crashed_run_left_is_removed_by_the_next(self):
        process = self.start_and_wait_for_portal()
        process.kill()
        process.wait(timeout=SECONDS)
        self.assertEqual(len(self.left_behind()), 1)
        portal_gone = self.portal_ends()
        self.demo()
        self.assertEqual(self.left_behind(), [])
        self.assertTrue(portal_gone)

    def test_a_signal_ends_it_in_order(self):
        process = self.start_and_wait_for_portal()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=SECONDS), CANCELLED)
        self.assertEqual(self.left_behind(), [])


class Window(Terminal):
    def test_the_window_touches_nothing_of_the_home_folder_either(self):
        (self.home / ".local" / "share" / "tanba").mkdir(parents=True)
        (self.home / ".local" / "share" / "tanba" / "keys.json").write_text("{}", encoding="utf-8")
        (self.home / "own.p12").write_bytes(b"mine")
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700)
        before = snapshot(self.home)
        process = subprocess.Popen([os.environ["TANBA_GUI"], "--demo"], env={**self.env, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(runtime)},
                                   stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(process.stderr.close)
        self.addCleanup(end, process)
        self.until(lambda: list(self.temporary.glob("tanba-demo-*/home/.local/share/tanba/keys.json")), process)
        self.assertTrue(portals_in(self.temporary))
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=SECONDS), DONE, process.stderr.read())
        self.assertEqual(self.left_behind(), [])
        self.assertEqual(snapshot(self.home), before)
        self.assertTrue(self.portal_ends())

    def until(self, so, process):
        deadline = time.monotonic() + SECONDS
        while not so():
            self.assertIsNone(process.poll(), "the window has ended")
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)


class Pauses(Terminal):
    def test_enter_leads_from_step_to_step(self):
        process = self.start_and_wait_for_portal()
        for _ in [*STEPS, "the phone scans the QR code", "the folder goes away"]:
            os.write(self.terminal, b"\n")
        output, _ = process.communicate(timeout=SECONDS)
        self.assertEqual(process.returncode, DONE, output)
        self.assertIn("7/7. ".encode(), output)


class ByHand(DemoTest):
    """A newcomer who types what the demonstration says."""

    def test_pin_and_code_are_typed_and_the_folder_is_there_until_the_end(self):
        person = Typist([CLI, "demo", "--lang", "en"], self.folder, self.env)
        self.addCleanup(os.close, person.terminal)
        on = "Press Enter to go on"
        person.answer(on, "\r")
        person.answer(on, "\r")
        person.answer("Type the PIN of the card: 1234.", "4321\r")
        person.wait_for("The PIN is wrong")
        person.answer("Type the PIN of the card", "1234\r")
        person.wait_for("Type the code from the SMS")
        code = re.search(r"Код для входа: (\d{6})\.", person.shown.decode())[1]
        person.answer("Type the code from the SMS", ("111111" if code == "000000" else "000000") + "\r")
        person.answer("Type the code from the SMS", code + "\r")
        person.wait_for("You are inside the portal")
        person.answer(on, "\r")
        person.answer("Type the PIN of the card", "\r")
        person.wait_for("PIN typed: 1234")
        person.answer("the demonstration phone scans the QR code", "\r")
        for _ in range(4):
            person.answer(on, "\r")
        person.wait_for("goes away with its files")
        folder = pathlib.Path(re.search(r"the folder (/.*?) goes away", person.shown.decode())[1])
        self.assertTrue(list(folder.glob("*.cms")))
        person.type("\r")
        self.assertEqual(person.ended(), DONE, person.shown.decode())
        self.assertIn("its files are gone", person.shown.decode())
        self.assertEqual(self.left_behind(), [])


def portals_in(folder):
    """Processes of the reference portal that work in this folder."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"tanba-reference-portal") and any(str(folder).encode() in word for word in words):
            found.append(process)
    return found


def end(process):
    if process.poll() is None:
        process.kill()
        process.wait()


def snapshot(folder):
    """Every path below the folder with what it is, when it changed and what is in it."""
    def row(path):
        status = path.lstat()
        return (status.st_mode, status.st_mtime_ns, path.read_bytes() if path.is_file() else None)
    return {str(path): row(path) for path in [folder, *folder.rglob("*")]}


if __name__ == "__main__":
    main()
