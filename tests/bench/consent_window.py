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
PAGE_FOR = 3  # questions; from the fourth on a page is offered a series
OUT_OF_SIGHT = ("3000", "0")
REST = 5  # seconds after which a program that does nothing is at rest


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

def begin(program, say, key):
    """Finds and opens the key, and says "this is me"."""
    from first_key import open_first_key
    open_first_key(program, say, key.name, PASSWORD)
    program.press(program.node(say("owner.yes")))
    # A window that has painted nothing yet shows what is below it: there must be one colour.
    subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Tanba$", "windowmove", *OUT_OF_SIGHT], check=True, stdout=subprocess.DEVNULL)


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
    os.environ.update(TANBA_GUI=str(build / "tanba"), TANBA_CLI=str(build / "tanba-cli"))
    subprocess.run([build / "make_test_pki", folder / "pki"], check=True, stdout=subprocess.DEVNULL)
    from first_paint import Screen
    from program import Program
    from question_window import QuestionWindow
    from words import say
    key = folder / "pki" / "person.p12"
    # Sites may ask, as somebody decided in an earlier run.
    program = Program("kk", keys=[key], settings=["portals=on"])
    try:
        question = QuestionWindow(program, lambda code: say(code, "kk"))
        begin(program, question.say, key)
        screen = Screen()
        visible, replies = [], []
        for number in range(rounds + 1):
            if number % PAGE_FOR == 0:
                page_ = Page(folder)
            question.wait_until_gone()
            screen.forget()
            sent = page_.ask()
            visible.append((screen.wait_for_picture() - sent) * 1000)
            pressed = question.agree(PASSWORD)
            replies.append((page_.answered() - pressed) * 1000)
        print(f"first question of a run, to its visible window: {visible[0]:.0f} ms", flush=True)
        told("request to visible window", visible[1:])
        told("secret to reply", replies)
        series(question, Page(folder))
        memory(question, Page(folder))
    finally:
        program.abandon()


def series(question, page_):
    for _ in range(PAGE_FOR):
        page_.ask()
        question.agree(PASSWORD)
        page_.answered()
    page_.ask()
    question.take_the_keyboard()
    question.press(question.say("portal.series.offer"))
    program = question.program
    program.tab_to(question.say("portal.series.count"))
    program.keys("End")
    program.tab_to(question.say("key.password"))
    question.agree(PASSWORD)
    page_.answered()
    sent = page_.ask(count=SERIES)
    print(f"{SERIES} requests in a series, one secret: {page_.answered() - sent:.1f} s", flush=True)
    program.press(program.node(question.say("portal.understood")))


def memory(question, page_):
    process = question.program.process.pid
    time.sleep(REST)
    resting = kib(process, "VmRSS")
    for _ in range(2):
        start = page_.ask(size=200)
        pressed = question.agree(PASSWORD)
        end = page_.answered()
        print(f"200 MiB: {end - start:.1f} s with the person, secret to reply {end - pressed:.1f} s", flush=True)
    time.sleep(REST)
    print(f"memory of the program: at rest {resting // 1024} MiB, highest {kib(process, 'VmHWM') // 1024} MiB, "
          f"afterwards {kib(process, 'VmRSS') // 1024} MiB", flush=True)


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
