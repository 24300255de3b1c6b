"""What a page may do while the window's question waits for the person: the program itself, its windows on no screen."""

import json
import os
import pathlib
import subprocess
import time
import unittest

from service_client import GREETING, PING, PONG, Browser, Client
from support import CliTest, environment, main

PORT = 13579
PATIENCE = 60
COMMON = "kz.gov.pki.knca.commonUtils"
# Longer than what could be the key to an account.
DOCUMENT = "Келісімшарт № 1. " * 20


class WindowTest(CliTest):
    """The program with its window on no screen, and a page that is connected."""

    def setUp(self):
        super().setUp()
        config = self.folder / ".config/tanba"
        config.mkdir(parents=True)
        (config / "tanba.ini").write_text("[General]\nlanguage=kk\nportals=on\n")
        with open(self.folder / "log", "wb") as log:
            self.program = subprocess.Popen([os.environ["TANBA_GUI"]], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env=environment(HOME=str(self.folder), QT_QPA_PLATFORM="offscreen"))
        self.addCleanup(self.program.wait)
        self.addCleanup(self.program.kill)
        self.page = self.connected()

    def connected(self):
        until = time.monotonic() + PATIENCE
        while True:
            self.assertIsNone(self.program.poll(), pathlib.Path(self.folder / "log").read_text(errors="replace"))
            self.assertLess(time.monotonic(), until, "the service does not come")
            try:
                page = Client(PORT)
                break
            except ConnectionError:
                time.sleep(0.05)
        self.addCleanup(page.close)
        self.assertEqual(page.upgrade()[0], 101)
        self.assertEqual(page.read_text(), GREETING)
        return page


class OpenQuestionTest(WindowTest):
    def ask(self, page):
        page.send_text(json.dumps({"module": "kz.gov.pki.knca.basics", "method": "sign", "args": {
            "format": "cms", "data": DOCUMENT, "signerParams": {"chain": []}}}))

    def test_heartbeats_are_answered_while_a_question_is_open(self):
        self.ask(self.page)
        for _ in range(5):
            self.page.send_text("--heartbeat--")
            self.assertEqual(self.page.read_text(), "--heartbeat--")
            self.assertTrue(self.page.silent(0.1), "nobody has answered the question yet")
        self.page.send_frame(PING, b"x")
        self.assertEqual(self.page.read_frame(), (PONG, True, b"x"))
        # What comes behind the question keeps its place.
        self.page.send_text(json.dumps({"module": COMMON, "method": "getActiveTokens"}))
        self.assertTrue(self.page.silent(0.3))
        # Another page is not kept waiting.
        other = self.connected()
        other.send_text(json.dumps({"module": COMMON, "method": "getActiveTokens"}))
        self.assertEqual(json.loads(other.read_text())["code"], "200")


class CrowdTest(WindowTest):
    def test_a_few_sites_keep_no_portal_out(self):
        pages = Browser(self.folder).start("crowded_pages.py", PORT)
        self.addCleanup(pages.__exit__, None, None, None)
        self.addCleanup(pages.kill)
        # All but the one that this test has.
        self.assertEqual(json.loads(pages.stdout.readline()), {"crowd": 255, "portal": True})
        self.page.send_text("--heartbeat--")
        self.assertEqual(self.page.read_text(), "--heartbeat--")
        pages.stdin.close()
        self.assertEqual(pages.wait(60), 0)


if __name__ == "__main__":
    main()
