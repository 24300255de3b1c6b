"""SECURITY.md: what pages may cost before anybody has agreed to anything. The program with its window, whose questions stay
open, against the worst that pages of many sites can do together; the system says what its process ever held."""

import json
import unittest

import support
from service_client import Browser
from support import SANITIZED, main
from test_service_dialog import COMMON, PORT, WindowTest

MIB = 1024 * 1024


@unittest.skipIf(SANITIZED, "a sanitizer's own memory is counted")
class WorstPagesTest(WindowTest):
    def held_at_most(self):
        return support.resident(self.program.pid) // MIB

    def test_the_worst_pages_cost_half_a_gibibyte(self):
        rest = self.held_at_most()
        pages = Browser(self.folder).start("hostile_pages.py", PORT)
        self.addCleanup(pages.__exit__, None, None, None)
        self.addCleanup(pages.kill)
        self.assertEqual(pages.stdout.readline(), "held\n")
        # Somebody else's page goes on meanwhile.
        self.page.send_text(json.dumps({"module": COMMON, "method": "getActiveTokens"}))
        self.assertEqual(json.loads(self.page.read_text())["code"], "200")
        print(f"at rest {rest} MiB, at most {self.held_at_most()} MiB", flush=True)
        self.assertGreater(self.held_at_most() - rest, 256, "nothing was held")
        self.assertLess(self.held_at_most(), 512)
        pages.stdin.close()
        self.assertEqual(pages.wait(60), 0)
        self.assertIsNone(self.program.poll(), (self.folder / "log").read_text(errors="replace"))


if __name__ == "__main__":
    main()
