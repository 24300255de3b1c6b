"""The same story for both browsers: nothing is trusted, our installer is asked, portals work, and it is all taken away
again. No browser is ever told to overlook a certificate."""

import unittest

from cases import SERVICE, Cases, text_of
from portal import Portal, require


class Story:
    """What test_chromium.py and test_firefox.py add to: BROWSER, PROGRAM, STORES, MORE_CASES, start()."""

    STORES = ()  # below the home, after the browser ran once
    MORE_CASES = Cases

    def setUp(self):
        require(self, self.PROGRAM, self.BROWSER.name)
        self.portal = Portal()
        self.addCleanup(self.portal.close)

    def start(self, home=None):
        raise NotImplementedError

    def knock(self, browser):
        browser.open(f"{self.portal.origin}/portal.html")
        return browser.run(f"return await knock({text_of(SERVICE)});")

    def run_once(self, home=None):
        """How a run of the browser finds the service."""
        browser = self.start(home)
        try:
            return self.knock(browser)
        finally:
            browser.close()

    def test_story(self):
        self.assertEqual(self.run_once(), {"closed": self.BROWSER.refusal}, "before anything is trusted")
        self.expect_stores("check", "missing")
        self.expect_stores("install", "trusted")
        for store in self.STORES:
            for authority in (self.portal.public_authority, self.portal.twin):
                self.portal.trust_by_hand(store, authority)
        browser = self.start()
        try:
            cases = self.MORE_CASES(self.portal, browser, self)
            for name in cases.all():
                with self.subTest(case=name):
                    getattr(cases, name)()
        finally:
            browser.close()
        self.expect_stores("remove", "missing")
        self.assertEqual(self.run_once(), {"closed": self.BROWSER.refusal}, "after it was taken away")
        for service in (self.portal.service, self.portal.gost_service):
            self.assertEqual(service.stop(), 0, service.said())
            self.assertNotIn("Sanitizer", service.said())

    def expect_stores(self, order, state):
        self.assertEqual(self.portal.trust(order), dict.fromkeys(self.STORES, state))


def main():
    unittest.main(verbosity=1)
