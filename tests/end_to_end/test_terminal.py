"""Passwords typed at a terminal: nothing is shown, and the terminal is as it was on every way out."""

import os
import pathlib
import pty
import re
import select
import signal
import termios
import time

from support import CANCELLED, CLI, DONE, PASSWORD, PKI, REFUSED, CliTest, environment, main

WAIT = 30


class Typist:
    """A program on a terminal of its own, and somebody who types."""

    def __init__(self, words, folder, env=None):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(words[0], [*map(str, words)], env or environment())
        self.shown = b""

    def wait_for(self, text):
        end = time.monotonic() + WAIT
        while text.encode() not in self.shown:
            if not self.read(end):
                raise AssertionError(f"{text!r} was not shown, but {self.shown!r}")

    def read(self, end):
        ready, _, _ = select.select([self.terminal], [], [], max(0, end - time.monotonic()))
        if not ready:
            return False
        try:
            more = os.read(self.terminal, 4096)
        except OSError:  # the other side is closed
            return False
        self.shown += more
        return bool(more)

    def type(self, keys):
        os.write(self.terminal, keys if isinstance(keys, bytes) else keys.encode())

    def settings(self):
        return termios.tcgetattr(self.terminal)

    def echoes(self):
        return bool(self.settings()[3] & termios.ECHO)

    def answer(self, prompt, keys):
        self.wait_for(prompt)
        self.shown = b""
        self.type(keys)

    def ended(self):
        end = time.monotonic() + WAIT
        while self.read(end):
            pass
        if time.monotonic() >= end:  # it hangs; what it shows is the caller's to tell
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


class Terminal(CliTest):
    def start(self, *arguments):
        return self.typist([CLI, *arguments])

    def script(self, text):
        """A shell keeps the terminal open, as a person's would, while the program runs under it."""
        return self.typist(["/bin/sh", self.write("run.sh", text)])

    def typist(self, words):
        typist = Typist(words, self.folder)
        self.addCleanup(os.close, typist.terminal)
        return typist

    def info(self, *options):
        return self.start("key", "info", PKI / "person.p12", *options)

    def test_what_is_typed_is_not_shown(self):
        typist = self.info()
        typist.wait_for("Password")
        self.assertFalse(typist.echoes())
        typist.type(PASSWORD + "\r")
        self.assertEqual(typist.ended(), DONE)
        self.assertNotIn(PASSWORD.encode(), typist.shown)
        self.assertIn("СЫНАҚОВ".encode(), typist.shown)

    def test_the_terminal_is_restored(self):
        for keys, code in ((PASSWORD.encode() + b"\r", DONE), (b"Qwe\x03", CANCELLED), (b"wrong\r", REFUSED)):
            typist = self.script(f"echo ready\nread start\n'{CLI}' key info '{PKI / 'person.p12'}' >/dev/null\n"
                                 "echo ended $?\nread line\n")
            typist.wait_for("ready")
            before = typist.settings()
            typist.type(b"\r")
            typist.answer("Password", keys)
            typist.wait_for(f"ended {code}")
            self.assertEqual(typist.settings(), before)
            typist.type(b"\r")
            self.assertEqual(typist.ended(), 0)

    def test_backspace_takes_back_a_whole_character(self):
        typist = self.info()
        typist.answer("Password", "Qwertyұ\x7fқ\x0812\r".encode())
        self.assertEqual(typist.ended(), DONE, typist.shown)

    def test_ctrl_u_takes_back_everything(self):
        typist = self.info()
        typist.answer("Password", b"\x7f\x7fwrong\x15" + PASSWORD.encode() + b"\r")
        self.assertEqual(typist.ended(), DONE, typist.shown)

    def test_a_wrong_password(self):
        typist = self.info("--lang", "kk")
        typist.answer("Құпиясөзді енгізіңіз", "Йцукен12\r")
        self.assertEqual(typist.ended(), REFUSED)
        self.assertIn("Құпиясөз дұрыс емес.".encode(), typist.shown)

    def test_ctrl_c_and_ctrl_d_cancel(self):
        for key in (b"\x03", b"\x04", b"abc\x03"):
            typist = self.info("--lang", "ru")
            typist.answer("Введите пароль", key)
            self.assertEqual(typist.ended(), CANCELLED)
            self.assertIn("Действие отменено.".encode(), typist.shown)

    def test_a_signal_cancels(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            typist = self.info()
            typist.wait_for("Password")
            os.kill(typist.pid, number)
            self.assertEqual(typist.ended(), CANCELLED, number)

    def test_ctrl_c_in_json_is_one_object(self):
        typist = self.start("--json", "sign", "--key", PKI / "person.p12", "--format", "cms", self.write("a.txt", b"text"))
        typist.answer("Password", b"\x03")
        self.assertEqual(typist.ended(), CANCELLED)
        self.assertRegex(typist.shown, rb'\{"error":\{"code":"cancelled"')
        self.assertEqual({"a.txt"}, self.names())

    def test_the_password_is_asked_on_the_terminal_even_when_standard_input_is_a_document(self):
        typist = self.script(f"printf 'a longer document %0300d' 7 | '{CLI}' sign --key '{PKI / 'person.p12'}' "
                             "--format cms - -o out.cms\necho ended $?\n")
        typist.answer("Password", PASSWORD + "\r")
        typist.wait_for("ended 0")
        typist.ended()
        self.assertIn("out.cms", self.names())

    def test_a_password_is_changed_at_the_terminal(self):
        key = self.key()
        typist = self.start("key", "passwd", key, "--keep-iterations")
        typist.answer("Current password", PASSWORD + "\r")
        typist.answer("New password", "Another56\r")
        typist.answer("Repeat the new password", "Another56\r")
        self.assertEqual(typist.ended(), DONE, typist.shown)
        self.expect(DONE, "key", "info", key, "--password-file", self.password_file("Another56"))

    def test_two_different_new_passwords_change_nothing(self):
        key = self.key()
        typist = self.start("key", "passwd", key, "--keep-iterations")
        typist.answer("Current password", PASSWORD + "\r")
        typist.answer("New password", "Another56\r")
        typist.answer("Repeat the new password", "Another65\r")
        self.assertEqual(typist.ended(), REFUSED)
        self.assertIn(b"The passwords do not match", typist.shown)
        self.expect(DONE, "key", "info", key, "--password-file", self.password_file())

    def test_nobody_finds_the_password_in_the_waiting_process(self):
        typist = self.info()
        typist.wait_for("Password")
        limits = pathlib.Path(f"/proc/{typist.pid}/limits").read_text("ascii")
        self.assertRegex(limits, r"Max core file size +0 +0 ")
        ignored = int(re.search(r"SigIgn:\s*(\w+)", pathlib.Path(f"/proc/{typist.pid}/status").read_text("ascii"))[1], 16)
        self.assertTrue(ignored & 1 << (signal.SIGPIPE - 1))
        typist.type(b"\x03")
        self.assertEqual(typist.ended(), CANCELLED)

    def test_progress_is_shown_and_wiped(self):
        large = self.folder / "large"
        with large.open("wb") as file:
            file.truncate(1024**3)
        typist = self.start("sign", "--key", PKI / "person.p12", "--password-file", self.password_file(), "--format",
                            "cms-detached", large)
        end = time.monotonic() + WAIT
        while not re.search(rb"\d+ %, \d+:\d\d left", typist.shown) and typist.read(end):
            pass
        self.assertRegex(typist.shown, rb"\d+ %, \d+:\d\d left")
        os.kill(typist.pid, signal.SIGINT)
        self.assertEqual(typist.ended(), CANCELLED)
        self.assertNotIn("large.p7s", self.names())

    def test_a_new_pin_is_asked_for_twice(self):
        person = self.start("card", "pin", "demo", "--lang", "en")
        person.answer("Current PIN (“demo”):", "1234\n")
        person.answer("New PIN (length 4–8, digits only):", "24680\n")
        self.assertFalse(person.echoes())
        person.answer("Repeat the new PIN:", "24680\n")
        person.wait_for("The PIN was changed")
        self.assertEqual(person.ended(), DONE)
        self.assertNotIn(b"24680", person.shown)

    def test_two_different_new_pins_change_nothing(self):
        person = self.start("card", "unblock", "demo", "--lang", "en")
        person.answer("PUK (“demo”):", "12345678\n")
        person.answer("New PIN", "24680\n")
        person.answer("Repeat the new PIN:", "24681\n")
        person.wait_for("The PINs do not match")
        self.assertEqual(person.ended(), REFUSED)

    def test_a_pin_for_signing_is_typed_unseen(self):
        self.write("letter", b"text")
        person = self.start("sign", "--token", "demo", "--key-id", "p256", "--format", "cms", "letter", "--lang", "kk")
        person.answer("PIN-кодты енгізіңіз («demo»):", "1234\n")
        person.wait_for("letter.cms")
        self.assertEqual(person.ended(), DONE)
        self.assertNotIn(b"1234", person.shown)

    def test_giving_up_at_the_pin_is_cancelling(self):
        self.write("letter", b"text")
        person = self.start("sign", "--token", "demo", "--key-id", "p256", "--format", "cms", "letter", "--lang", "en")
        person.answer("PIN (“demo”):", b"\x03")
        self.assertEqual(person.ended(), CANCELLED)
        self.assertNotIn("letter.cms", self.names())


if __name__ == "__main__":
    main()
