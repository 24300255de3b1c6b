"""Firefox and the service."""

import unittest

import firefox
from cases import SERVICE, Cases, text_of
from portal import PUBLIC_NAME
from story import Story, main

PROFILE = ".mozilla/firefox/test.default"
# Off as Firefox ESR 153 comes; the second one alone decides about WebSockets.
ASKS_FIRST = {"network.lna.blocking": True, "network.lna.websocket.enabled": True}


class PublicPage(Cases):
    def case_public_page(self):
        """As Firefox comes, a page of the internet needs no permission for a WebSocket to this computer."""
        self.open_portal(self.portal.public_origin)
        self.test.assertIn("greeting", self.browser.run(f"return await knock({text_of(SERVICE)});"))
        self.test.assertEqual(len(self.signed(format="cms", data="document " * 60)), 1)


class FirefoxStory(Story, unittest.TestCase):
    BROWSER = firefox.Firefox
    PROGRAM = firefox.PROGRAM
    # The two places of Chromium are made beside.
    STORES = (".local/share/pki/nssdb", ".pki/nssdb", PROFILE)
    MORE_CASES = PublicPage

    def start(self, home=None, preferences=None):
        return firefox.Firefox(home or self.portal.home, {
            **(preferences or {}),
            "network.dns.localDomains": f"{PUBLIC_NAME},localhost.{PUBLIC_NAME}",
            "network.lna.address_space.public.override": f"127.0.0.1:{self.portal.public_pages.port}"})

    def test_public_page_with_and_without_the_permission(self):
        """As Firefox will be. Nobody can answer its question here, so the permission is refused, then granted, by the remote
        control."""
        self.run_once()  # makes the profile
        self.portal.trust("install")
        self.portal.trust_by_hand(PROFILE, self.portal.public_authority)
        browser = self.start(preferences=ASKS_FIRST)
        try:
            cases = Cases(self.portal, browser, self)
            cases.open_portal(self.portal.public_origin)
            before = len(self.portal.service.log())
            browser.permit("loopback-network", "denied")
            self.assertEqual(browser.run(f"return await knock({text_of(SERVICE)});"), {"closed": 1006})
            self.assertEqual(len(self.portal.service.log()), before)
            browser.permit("loopback-network", "granted")
            self.assertEqual(len(cases.signed(format="cms", data="document " * 60)), 1)
        finally:
            browser.close()


if __name__ == "__main__":
    main()
