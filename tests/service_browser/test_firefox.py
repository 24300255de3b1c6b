"""Firefox and the service."""

import unittest

import firefox
from cases import SERVICE, Cases, text_of
from portal import PUBLIC_NAME
from story import Story, main

PROFILE = ".mozilla/firefox/test.default"


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

    def start(self, home=None):
        return firefox.Firefox(home or self.portal.home, {
            "network.dns.localDomains": f"{PUBLIC_NAME},localhost.{PUBLIC_NAME}",
            "network.lna.address_space.public.override": f"127.0.0.1:{self.portal.public_pages.port}"})


if __name__ == "__main__":
    main()
