#!/usr/bin/env python3
"""The way of a site's request through the window, in the real program on a real screen.

    tests/card_rig/isolated.sh tests/gui/real_window/in_desktop.py tests/bench/consent_window.py BUILD_FOLDER [ROUNDS]

BUILD_FOLDER/bin has tanba and make_test_pki. isolated.sh: there nobody else listens on port 13579. Every signature is made by a person with a keyboard
(xdotool); the page is a copy of this interpreter that has a browser's name. Both read the same monotonic clock.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve()
TESTS = HERE.parents[1]
for folder in (TESTS / "gui" / "real_window", TESTS / "end_to_end", HERE.parent / "window"):
    sys.path.insert(0, str(folder))

BROWSER = "TANBA_BENCH_BROWSER"
ORIGIN = "https://portal.example.kz"
PASSWORD = "Qwerty12"
PORT = 13579
MIB = 1024 * 1024
SERIES = 200


# the page

def sign_request(data):
    return json.dumps({"module": "kz.gov.pki.knca.basics", "method": "sign", "args": {
        "format": "cms", "data": data, "signingParams": {"decode": True, "encapsulate": False},
        "signerParams": {"chain": []}}}).encode()


def page():
    """One command a line: how many requests of how many MiB (0: a small one). Answers: when the first was sent and the last answered."""
    import base64
    import service_client
    client = service_client.Client(PORT)
    assert client.upgrade(origin=ORIGIN)[0] == 101
    client.read_text()
    client.socket.settimeout(300)
    print("ready", flush=True)
    number = 0
    for line in sys.stdin:
        count, size = map(int, line.split())
        sent = None
        for _ in range(count):
            number += 1
            text = f"Документ {number}. ".encode() * 20
            request = sign_request("QUFB" * (size * MIB // 4) if size else base64.b64encode(text).decode())
            if sent is None:
                sent = time.monotonic()
                print(sent, flush=True)
            client.send_text(request)
            reply = client.read_text()
            assert "BEGIN CMS" in reply, reply[:300]
        print(time.monotonic(), flush=True)


class Page:
    def __init__(self, folder):
        browser = folder / "chromium"
        if not browser.exists():
            shutil.copyfile(pathlib.Path("/proc/self/exe").resolve(), browser)
            browser.chmod(0o755)
        self.process = subprocess.Popen([browser, "-B", HERE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, "PYTHONHOME": sys.base_prefix, BROWSER: "1"})
        assert self.line() == "ready"

    def line(self):
        line = self.process.stdout.readline().strip()
        assert line, "the page has ended"
        return line

    def ask(self, count=1, size=0):
        """When it was sent."""
        self.process.stdin.write(f"{count} {size}\n")
        self.process.stdin.flush()
        return float(self.line())

    def answered(self):
        return float(self.line())


# the person

class Person:
    def __init__(self, program, say):
        self.program = program
        self.say = say

    def begin(self, key):
        """Finds and opens the key, and says "this is me"."""
        program, say = self.program, self.say
        program.focus_is_on(say("keys.search"))
        program.keys("space")
        from program import wait_until
        wait_until(lambda: program.focused().get_name().startswith(key.name), "the focus on the key")
        letter = program.home / "letter.txt"
        letter.write_text("Хат")
        program.start_again(letter)
        program.focus_is_on(say("key.password"))
        program.type(PASSWORD)
        program.keys("Return")
        program.wait_for(say("owner.yes"))
        program.press(program.node(say("owner.yes")))

    def go_to_window(self):
        """The window takes the keyboard from nobody, and no window manager is here: until its field has the focus."""
        from program import Atspi, is_called, wait_until

        def there():
            subprocess.run(["xdotool", "search", "--onlyvisible", "--name", self.say("portal.window"), "windowfocus"],
                           timeout=30, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.3)
            # The window behind it has such a field as well.
            fields = [node for node in self.program.shown()
                      if node.get_role_name() == "password text" and is_called(node, self.say("key.password"))]
            fields[-1].get_component_iface().grab_focus()
            return len(fields) == 2 and fields[-1].get_state_set().contains(Atspi.StateType.FOCUSED)
        wait_until(there, "the focus in the window of the question")

    def agree(self):
        """Types the password and presses the button; when that was."""
        program = self.program
        program.focus_is_on(self.say("key.password"))
        program.type(PASSWORD)
        return self.press_the_button()

    def press_the_button(self):
        from program import wait_until
        program = self.program

        def on_button():
            program.keys("Return")
            focused = program.focused()
            return focused is not None and focused.get_role_name() in ("push button", "button") and focused
        wait_until(on_button, "the button that signs")
        pressed = time.monotonic()
        program.keys("space")
        return pressed


def kib(process, field):
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1])
    raise AssertionError(field)


def told(name, times):
    times = sorted(times)
    print(f"{name}: median {times[len(times) // 2]:.0f} ms, 95th percentile "
          f"{times[min(len(times) - 1, len(times) * 95 // 100)]:.0f} ms, worst {times[-1]:.0f} ms ({len(times)} rounds)", flush=True)


def measure(build, folder, rounds):
    start = folder / "start"
    # Sites may ask, as somebody decided in an earlier run.
    start.write_text("#!/bin/sh\ngrep -q portals= $XDG_CONFIG_HOME/tanba/tanba.ini || echo portals=on >> $XDG_CONFIG_HOME/tanba/tanba.ini\n"
                     f"exec {build / 'tanba'} \"$@\"\n")
    start.chmod(0o755)
    os.environ.update(TANBA_GUI=str(start), TANBA_CLI=str(build / "tanba-cli"))
    subprocess.run([build / "make_test_pki", folder / "pki"], check=True, stdout=subprocess.DEVNULL)
    os.environ["TANBA_TEST_PKI"] = str(folder / "pki")
    from first_paint import Screen
    from program import Program
    from words import say
    key = folder / "pki" / "person.p12"
    program = Program("kk", keys=[key])
    try:
        person = Person(program, lambda code: say(code, "kk"))
        person.begin(key)
        page_ = Page(folder)
        screen = Screen()
        visible, replies = [], []
        for number in range(rounds + 1):
            if number % 3 == 0 and number > 0:
                page_ = Page(folder)  # another page: no series is offered
            screen.forget()
            sent = page_.ask()
            visible.append((screen.wait_for_picture() - sent) * 1000)
            print(f"round {number}: visible after {visible[-1]:.0f} ms", flush=True)
            person.go_to_window()
            replies.append((-person.agree() + page_.answered()) * 1000)
        print(f"first question of a run, to its visible window: {visible[0]:.0f} ms", flush=True)
        told("request to visible window", visible[1:])
        told("secret to reply", replies[1:])
        series(program, person, Page(folder))
        memory(program, person, Page(folder))
    finally:
        program.abandon()


def series(program, person, page_):
    for _ in range(3):
        page_.ask()
        person.go_to_window()
        person.agree()
        page_.answered()
    page_.ask()
    person.go_to_window()
    program.press(program.node(person.say("portal.series.offer")))
    program.tab_to(person.say("portal.series.count"))
    program.keys("End")
    program.tab_to(person.say("key.password"))
    person.agree()
    page_.answered()
    sent = page_.ask(count=SERIES)
    print(f"{SERIES} requests in a series, one secret: {page_.answered() - sent:.1f} s", flush=True)
    program.press(program.node(person.say("portal.understood")))


def memory(program, person, page_):
    from program import wait_until
    time.sleep(5)
    resting = kib(program.process.pid, "VmRSS")
    for _ in range(2):
        start = page_.ask(size=200)
        person.go_to_window()
        pressed = person.agree()
        end = page_.answered()
        print(f"200 MiB: {end - start:.1f} s with the person, secret to reply {end - pressed:.1f} s", flush=True)
    time.sleep(5)
    print(f"memory of the program: at rest {resting // 1024} MiB, highest {kib(program.process.pid, 'VmHWM') // 1024} MiB, "
          f"afterwards {kib(program.process.pid, 'VmRSS') // 1024} MiB", flush=True)


def main():
    build = pathlib.Path(sys.argv[1]).resolve() / "bin"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as name:
        measure(build, pathlib.Path(name), rounds)


if __name__ == "__main__":
    if os.environ.get(BROWSER):
        page()
    else:
        main()
