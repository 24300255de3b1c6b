"""Chromium and the service."""

import unittest

import chromium
from cases import SERVICE, Cases, text_of
from portal import PUBLIC_NAME
from story import Story, main

NEW_PLACE = ".local/share/pki/nssdb"
OLD_PLACE = ".pki/nssdb"


class PublicPage(Cases):
    """A page of the internet must be permitted to reach this computer. Everything here is on this computer, so Chromium is
    told to take one port for the internet (address space override); nobody can answer its question, so the permission
    is granted or not by the remote control."""

    def case_public_page_with_and_without_the_permission(self):
        self.open_portal(self.portal.public_origin)
        before = len(self.portal.service.log())
        refused = self.browser.run(f"return await knock({text_of(SERVICE)});")
        self.test.assertEqual(refused, {"closed": 1006})
        self.test.assertEqual(len(self.portal.service.log()), before)
        self.browser.grant("loopbackNetwork")
        self.test.assertEqual(len(self.signed(format="cms", data="document " * 60)), 1)


class ChromiumStory(Story, unittest.TestCase):
    BROWSER = chromium.Chromium
    PROGRAM = chromium.PROGRAM
    STORES = (NEW_PLACE,)
    MORE_CASES = PublicPage

    def start(self, home=None):
        public = f"127.0.0.1:{self.portal.public_pages.port}=public"
        return chromium.Chromium(home or self.portal.home, (
            f"--ip-address-space-overrides={public}",
            f"--host-resolver-rules=MAP {PUBLIC_NAME} 127.0.0.1, MAP *.{PUBLIC_NAME} 127.0.0.1"))

    def test_trust_that_was_there_before_the_browser(self):
        """A home in which Chromium never ran: both places are made, and it reads one of them."""
        home = self.portal.place / "new home"
        home.mkdir(mode=0o700)
        self.assertEqual(self.portal.trust("install", home), {NEW_PLACE: "trusted", OLD_PLACE: "trusted"})
        self.assertIn("greeting", self.run_once(home))
        self.portal.trust("remove", home)
        self.assertEqual(self.run_once(home), {"closed": chromium.Chromium.refusal})


if __name__ == "__main__":
    main()
