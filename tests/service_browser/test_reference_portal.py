"""The pages of the reference portal in Chromium: the phone, the end of a login, and the login through the local service."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.fspath(pathlib.Path(__file__).resolve().parent.parent / "end_to_end"))

import authorities
import chromium
from portal_process import Pkce, Portal, base64url
from signing_service import SigningService
from support import PASSWORD, environment

CLI = os.environ["TANBA_CLI"]
PKI = pathlib.Path(os.environ["TANBA_TEST_PKI"])
PORT = 13579
STORE = ".local/share/pki/nssdb"
# The page's words for a browser that asks for English.
INSIDE, DECLINED, NOT_FINISHED = "You are inside", "Nothing was signed.", "The login was not finished"
QUESTION = "Enter under this name?"


class PortalPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        require_chromium(chromium.PROGRAM)
        cls.place = pathlib.Path(tempfile.mkdtemp(prefix="tanba-portal-browser-"))
        cls.addClassCleanup(shutil.rmtree, cls.place, ignore_errors=True)
        cls.home = cls.place / "home"
        store = cls.home / STORE
        store.mkdir(parents=True, mode=0o700)
        subprocess.run(["certutil", "-d", f"sql:{store}", "-N", "--empty-password"], check=True, timeout=60)
        cls.portal = Portal(cls.place)
        cls.addClassCleanup(cls.portal.end)
        authority = authorities.Authority.plain("Authority of the signing service")
        cls.service = SigningService(PORT, *authority.server_for("127.0.0.1", cls.place), CLI, PKI / "person.p12")
        cls.addClassCleanup(cls.service.close)
        cls.trust(cls.portal.ca, store)
        cls.trust(authority.save(cls.place / "service.cer"), store)
        cls.browser = chromium.Chromium(cls.home, ("--lang=en-US",))
        cls.addClassCleanup(cls.browser.close)

    @classmethod
    def trust(cls, path, store):
        subprocess.run(["certutil", "-d", f"sql:{store}", "-A", "-n", path.stem, "-t", "C,,", "-i", os.fspath(path)],
                       check=True, timeout=60)

    def wait_in_page(self, condition):
        self.browser.wait_for(f"return {condition};", condition)

    def text(self, element):
        return self.browser.run(f"return document.getElementById({element!r}).textContent;")

    def click(self, element):
        self.browser.run(f"document.getElementById({element!r}).click();")

    def assert_asked(self, name):
        """The end of a login stands at its question; nobody is inside by it yet."""
        self.wait_in_page("location.pathname === '/auth/v1/finish' && document.getElementById('question')?.hidden === false")
        self.assertEqual(self.text("headline"), QUESTION)
        self.assertEqual(self.text("who"), name)

    def inside(self):
        """Whose session the browser has at the portal; empty: nobody's."""
        return self.browser.run("return JSON.parse(localStorage.getItem('session') || '{\"name\": \"\"}').name;")

    def leave(self):
        self.browser.open(f"{self.portal.origin}/phone")
        self.browser.run("localStorage.clear();")

    def assert_inside(self, name="СЫНАҚОВ СЫНАҚ"):
        self.assert_asked(name)
        self.click("enter")
        self.wait_in_page(f"document.getElementById('headline').textContent === {INSIDE!r}")
        self.assertIn(name, self.text("who"))
        self.assertEqual(self.inside(), name)
        # Neither ticket nor verifier stays in the address, and none is in the history behind it.
        self.assertEqual(self.browser.run("return location.search + location.hash;"), "")

    # The phone

    def test_the_phone_confirms_and_declines(self):
        for button, state in (("confirm", "confirmed"), ("reject", "rejected")):
            with self.subTest(button=button):
                qr = self.portal.ask("POST", "/auth/v1/qr", {"code_challenge": Pkce().challenge}).body
                self.browser.open(qr["qr_text"])
                self.wait_in_page("document.getElementById('question')?.hidden === false")
                self.assertEqual(self.text("origin"), self.portal.origin)
                self.click(button)
                self.wait_in_page("document.getElementById('outcome')?.hidden === false")
                answer = self.portal.ask("GET", f"/auth/v1/qr/{qr['qr_id']}?wait=1")
                self.assertEqual(answer.body["state"], state)

    def test_the_phone_takes_no_other_text(self):
        self.browser.open(f"{self.portal.origin}/phone")
        for text in ("x", "https://evil.example/phone?id=abc", "javascript:alert(1)", "mobileSign:https://x/"):
            self.browser.run(f"document.getElementById('qr').value = {text!r};")
            self.click("scan")
            self.wait_in_page("document.getElementById('outcome')?.hidden === false")
            self.assertEqual(self.text("outcome"), "This is no QR code of this portal.")

    # The end

    def test_a_stolen_ticket_does_not_enter(self):
        pkce = Pkce()
        qr = self.portal.ask("POST", "/auth/v1/qr", {"code_challenge": pkce.challenge}).body
        self.portal.phone(qr["qr_text"], "scan")
        self.portal.phone(qr["qr_text"], "confirm")
        done = self.portal.ask("GET", f"/auth/v1/qr/{qr['qr_id']}?wait=1").body
        # Not open(): the page takes its own address away.
        self.browser.page("Page.navigate", url=done["finish_url"] + "#code_verifier="
                          + base64url(hashlib.sha256(b"thief").digest()))
        self.wait_in_page("document.getElementById('next')?.hidden === false")
        self.assertEqual(self.text("headline"), NOT_FINISHED)

    def end_of(self, account):
        """Somebody's login by phone: the address at which it ends, with everything in it."""
        pkce = Pkce()
        qr = self.portal.ask("POST", "/auth/v1/qr", {"code_challenge": pkce.challenge}).body
        self.portal.phone(qr["qr_text"], "scan", account)
        self.portal.phone(qr["qr_text"], "confirm", account)
        done = self.portal.ask("GET", f"/auth/v1/qr/{qr['qr_id']}?wait=1").body
        return done["finish_url"] + "#code_verifier=" + pkce.verifier

    def test_nobody_enters_by_an_address_alone(self):
        self.leave()
        self.browser.page("Page.navigate", url=self.end_of("company"))
        self.assert_asked("ЖШС СЫНАҚ")
        self.assertTrue(self.browser.run("return document.getElementById('other').hidden;"))
        self.assertEqual(self.inside(), "")
        self.click("decline")
        self.wait_in_page(f"document.getElementById('headline').textContent === {NOT_FINISHED!r}")
        self.assertEqual(self.inside(), "")

    def test_another_accounts_session_is_not_replaced_silently(self):
        self.leave()
        self.browser.page("Page.navigate", url=self.end_of("person"))
        self.assert_inside()
        # An attacker's login, sent to the person.
        self.browser.page("Page.navigate", url=self.end_of("company"))
        self.assert_asked("ЖШС СЫНАҚ")
        self.assertIn("СЫНАҚОВ СЫНАҚ", self.text("other"))
        self.assertEqual(self.inside(), "СЫНАҚОВ СЫНАҚ")
        self.click("decline")
        self.wait_in_page(f"document.getElementById('headline').textContent === {NOT_FINISHED!r}")
        self.assertEqual(self.inside(), "СЫНАҚОВ СЫНАҚ")
        self.browser.page("Page.navigate", url=self.end_of("company"))
        self.assert_inside("ЖШС СЫНАҚ")

    # The program's own login, which ends in the browser (app/handover)

    def test_the_programs_login_ends_here(self):
        self.leave()
        link, opener = self.place / "link", self.place / "opener"
        opener.write_text(f'#!/bin/sh\nprintf %s "$1" > {link}.part && mv {link}.part {link}\n')
        opener.chmod(0o755)
        password = self.place / "password"
        password.write_text(PASSWORD + "\n")
        errors = self.place / "errors"
        with open(errors, "wb") as said:
            login = subprocess.Popen(
                [CLI, "--lang", "en", "login", self.portal.origin, "--portal-ca", self.portal.ca, "--key",
                 PKI / "demo_person.p12", "--password-file", password, "--yes", "--factor", "qr", "--browser"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
                env=environment(HOME=os.fspath(self.place / "cli"), BROWSER=os.fspath(opener)))
        self.addCleanup(login.wait, 60)
        self.addCleanup(login.kill)
        picture = self.wait_for_file(errors, r"https://\S+\?id=[\w-]+(?=\s)")
        self.assertEqual(self.portal.phone(picture, "scan").status, 200)
        self.assertEqual(self.portal.phone(picture, "confirm").status, 204)
        self.browser.page("Page.navigate", url=self.wait_for_file(link, r"http://127\.0\.0\.1:\d+/\w+"))
        self.assert_inside()
        self.assertEqual(login.wait(60), 0, errors.read_text())
        self.assertEqual(self.browser.run("return document.referrer;"), "")

    def wait_for_file(self, path, pattern):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            found = re.search(pattern, path.read_text()) if path.exists() else None
            if found:
                return found[0]
            time.sleep(0.05)
        raise AssertionError(f"{path.name} never had {pattern}: {path.exists() and path.read_text()}")

    # The login through the local service

    def begin_local_login(self):
        self.browser.open(f"{self.portal.origin}/local-login")
        self.click("choose")
        self.wait_in_page("document.getElementById('second')?.hidden === false")

    def test_the_local_service_and_a_code(self):
        before = len(self.portal.sms())
        self.begin_local_login()
        self.assertEqual(self.service.server.requests[-1]["method"], "signXml")
        self.click("send")
        code = self.portal.wait_for_code(before + 1)
        self.wait_in_page("document.getElementById('sms')?.hidden === false")
        self.browser.run(f"document.getElementById('code').value = {code!r};")
        self.click("enter")
        self.assert_inside()
        # The phone's page shows the same SMS.
        self.browser.open(f"{self.portal.origin}/phone?account=person")
        self.wait_in_page("document.getElementById('messages').children.length > 0")
        self.assertIn(code, self.text("messages"))

    def test_the_local_service_and_the_phone(self):
        self.begin_local_login()
        self.click("show")
        self.wait_in_page("document.getElementById('qr')?.hidden === false && document.getElementById('picture').naturalWidth > 0")
        text = self.browser.run("return document.getElementById('link').href;")
        self.assertEqual(self.portal.phone(text, "scan").status, 200)
        self.wait_in_page("document.getElementById('qrState').textContent === 'Confirm on the phone.'")
        self.assertEqual(self.portal.phone(text, "confirm").status, 204)
        self.assert_inside()

    def test_a_person_who_says_no(self):
        self.service.server.agrees = False
        self.addCleanup(setattr, self.service.server, "agrees", True)
        self.browser.open(f"{self.portal.origin}/local-login")
        self.click("choose")
        self.wait_in_page(f"document.getElementById('outcome').textContent === {DECLINED!r}")


def require_chromium(program):
    """Skips, except where nothing may be skipped."""
    if program is None:
        if os.environ.get("CI") == "true":
            raise AssertionError("CI=true, but chromium is not installed")
        raise unittest.SkipTest("LOUD SKIP: chromium is not installed")


if __name__ == "__main__":
    unittest.main(verbosity=1)
