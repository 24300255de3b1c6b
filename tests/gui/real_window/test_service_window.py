"""Pages of a real browser ask the real program, and a person with a keyboard answers in its window.

Nothing stands in for anything: Chromium, the service of `tanba` on its port, its window under Xvfb, a GOST key file, and the reference portal
with its two stages. Browsers are told to trust by the program's own button. There is no window manager here; what one needs to know so as not to
give the keyboard to the window (_NET_WM_USER_TIME) is looked at, and test_managed.py has one.
"""

import json
import os
import pathlib
import subprocess
import sys
import threading
import time
import unittest

TESTS = pathlib.Path(__file__).resolve().parents[2]
for folder in ("end_to_end", "service_browser"):
    sys.path.append(os.fspath(TESTS / folder))

import authorities  # noqa: E402
import chromium  # noqa: E402
from page_server import PageServer  # noqa: E402
from portal_process import Portal  # noqa: E402
from first_key import open_first_key, say_it_is_mine  # noqa: E402
from program import Program, wait_until  # noqa: E402
from question_window import QuestionWindow, windows_called  # noqa: E402
from service_client import Client  # noqa: E402
from typewriter import Typewriter  # noqa: E402
from words import say  # noqa: E402

KEY = pathlib.Path(os.environ["TANBA_TEST_PKI"]) / "person.p12"
PASSWORD = "Qwerty12"
PORT = 13579
OWNER = "СЫНАҚОВ"
STORES = (".local/share/pki/nssdb", ".pki/nssdb")  # Chromium's; which of them it reads is its own affair
EGOV = "idp.egov.kz"
EVIL, TAB, STORM, TYPING = "evil.test", "tab.test", "storm.test", "typing.test"
CHALLENGE = ('<?xml version="1.0" encoding="utf-8"?><login><timeTicket>1790000000000</timeTicket>'
             "<sessionid>6f0c1d9a-0000-4000-8000-000000000000</sessionid></login>")
DOCUMENT = "<contract><sum>100</sum><note>" + "a" * 300 + "</note></contract>"  # less may be the key to an account
STORM_SIZE = 20
QUESTIONS_OF_ONE = 4  # that a site may have open; more are answered at once
SILENCE = 2.0  # seconds for which a site has to be quiet after a question that was not agreed to


def words(code, **values):
    text = say(code, "kk")
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def request(xml):
    return json.dumps({"module": "kz.gov.pki.knca.commonUtils", "method": "signXml", "args": ["PKCS12", "SIGNATURE", xml, "", ""]})


def asks(xml):
    """The body of a page's function that asks for a signature, and adds the answer to `answers`."""
    return ("window.answers = window.answers || [];"
            f"const line = await Line.open('wss://127.0.0.1:{PORT}'); await line.next();"
            f"line.ask({request(xml)}).then((answer) => window.answers.push(answer));")


class ServiceWindow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if chromium.PROGRAM is None:
            if os.environ.get("CI") == "true":
                raise AssertionError("CI=true, but chromium is not installed")
            raise unittest.SkipTest("LOUD SKIP: chromium is not installed")
        cls.program = Program("kk", keys=[KEY], settings=["portals=on"])
        cls.addClassCleanup(cls.program.abandon)
        cls.home = cls.program.home
        cls.question = QuestionWindow(cls.program, words)
        cls.portal = Portal(cls.home)
        cls.addClassCleanup(cls.portal.end)
        open_first_key(cls.program, words, KEY.name, PASSWORD)
        say_it_is_mine(cls.program, words, OWNER)
        cls.install_trust()
        authority = authorities.Authority.plain("Authority of public sites")
        for path in (authority.save(cls.home / "sites.cer"), cls.portal.ca):
            cls.trust_by_hand(path)
        cls.servers = {}
        for host in (EGOV, EVIL, TAB, STORM, TYPING):
            cls.servers[host] = PageServer(*authority.server_for(host, cls.home))
            cls.addClassCleanup(cls.servers[host].close)
        rules = ", ".join(f"MAP {host}:443 127.0.0.1:{server.port}" for host, server in cls.servers.items())
        cls.browser = chromium.Chromium(cls.home, ("--lang=en-US", f"--host-resolver-rules={rules}"))
        cls.addClassCleanup(cls.browser.close)

    @classmethod
    def tearDownClass(cls):
        cls.program.go_to("^Tanba$")
        assert cls.program.end() == 0, "the program did not end well"

    @classmethod
    def install_trust(cls):
        program = cls.program
        program.keys("ctrl+comma")
        program.press(program.node(words("portal.trust.install")))
        program.wait_for(words("portal.trusted"))

    @classmethod
    def trust_by_hand(cls, path):
        """As a person imports the authority of a site: not ours, and none of our installer's business."""
        for store in STORES:
            subprocess.run(["certutil", "-d", f"sql:{cls.home / store}", "-A", "-n", path.stem, "-t", "C,,", "-i", os.fspath(path)],
                           check=True, timeout=60)

    # A page

    def open_tab(self, address):
        """In front of the others."""
        self.tab = self.browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.browser.session = self.browser.call("Target.attachToTarget", targetId=self.tab, flatten=True)["sessionId"]
        self.addCleanup(self.close_tab)
        self.browser.open(address)

    def open_site(self, host):
        self.open_tab(f"https://{host}/portal.html")

    def close_tab(self):
        if self.tab:
            self.browser.call("Target.closeTarget", targetId=self.tab)
            self.tab = None

    def answer(self):
        return self.browser.wait_for("return window.answers && window.answers[0];", "the answer")

    def text(self, element):
        return self.browser.run(f"return document.getElementById({element!r}).textContent;")

    def wait_in_page(self, condition):
        self.browser.wait_for(f"return {condition};", condition)

    # What happens

    def test_a_login_with_both_stages(self):
        before = len(self.portal.sms())
        self.open_tab(f"{self.portal.origin}/local-login")
        self.browser.click("#choose")
        self.question.wait()
        self.question.wait_for(words("portal.login.title"))
        self.question.wait_for(f"127.0.0.1:{self.portal.port}")
        self.question.wait_for(OWNER)
        self.question.agree(PASSWORD)
        self.wait_in_page("document.getElementById('second')?.hidden === false")
        self.question.wait_until_gone()
        self.browser.click("#send")
        code = self.portal.wait_for_code(before + 1)
        self.wait_in_page("document.getElementById('sms')?.hidden === false")
        self.browser.run(f"document.getElementById('code').value = {code!r};")
        self.browser.click("#enter")
        self.wait_in_page("location.pathname === '/auth/v1/finish' && document.getElementById('who')?.hidden === false")
        self.assertIn(OWNER, self.text("who"))

    def test_the_card_beside_the_second_stage_of_a_known_portal(self):
        self.open_site(EGOV)
        self.browser.run(asks(CHALLENGE))
        self.question.wait()
        self.question.wait_for(EGOV)
        self.question.agree(PASSWORD)
        answer = self.answer()
        self.assertEqual(answer["code"], "200", answer)
        self.assertIn("SignatureValue", answer["responseObject"])
        title = words("helper.title")
        wait_until(lambda: windows_called(title), "the card of the second stage")
        self.program.wait_for("1414")
        self.question.wait_until_gone()
        self.program.press(next(node for node in self.program.shown() if node.get_name() == words("portal.understood")))
        wait_until(lambda: not windows_called(title), "the end of the card")

    def test_the_challenge_of_another_portal_is_refused(self):
        self.open_site(EVIL)
        self.browser.run(asks(CHALLENGE))
        answer = self.answer()
        self.assertNotEqual(answer["code"], "200", answer)
        self.assertNotIn("Signature", str(answer))
        self.question.wait()
        self.question.wait_for(words("portal.blocked.what"))
        self.question.wait_for(EVIL)
        self.question.wait_for(EGOV)
        self.assertIsNone(self.question.field(), "there is nothing to agree to")
        self.question.press(words("portal.understood"))
        self.question.wait_until_gone()

    def test_a_program_that_calls_itself_a_portal_is_a_program(self):
        with Client(PORT) as client:
            self.assertEqual(client.upgrade(origin=f"https://{EGOV}")[0], 101)
            client.read_text()
            _, answer = client.call(request(CHALLENGE))
            self.assertNotEqual(answer["code"], "200", answer)
            self.question.wait()
            self.question.wait_for(words("portal.blocked.program"))
            self.question.press(words("portal.understood"))
            self.question.wait_until_gone()

    def test_a_closed_tab_takes_its_question_along(self):
        self.open_site(TAB)
        self.browser.run(asks(DOCUMENT))
        self.question.wait()
        self.question.wait_for(TAB)
        self.close_tab()
        self.question.wait_until_gone()

    def test_a_storm_is_one_window_at_a_time(self):
        self.open_site(STORM)
        for _ in range(STORM_SIZE):
            self.browser.run(asks(DOCUMENT))
        self.question.wait()
        self.question.wait_for(words("portal.waiting", count=str(QUESTIONS_OF_ONE - 1)))
        self.browser.wait_for(f"return window.answers.length === {STORM_SIZE - QUESTIONS_OF_ONE};", "the answers to all others")
        self.assertEqual(self.browser.run("return window.answers.filter((answer) => answer.code === '200').length;"), 0)
        self.assertEqual(len(windows_called(self.question.title)), 1)
        self.question.press(words("portal.cancel"))
        self.question.wait_until_gone()
        cancelled = time.monotonic()
        self.question.wait()
        self.assertGreater(time.monotonic() - cancelled, SILENCE / 2, "the next question waits")
        self.assertEqual(len(windows_called(self.question.title)), 1)
        self.close_tab()
        self.question.wait_until_gone()

    def test_a_question_does_not_take_what_is_typed_elsewhere(self):
        self.open_site(TYPING)
        typewriter = Typewriter()
        self.addCleanup(typewriter.close)
        typewriter.take_the_keyboard()
        text = "abcdefghijklmnopqrstuvwxyz" * 4
        typing = threading.Thread(target=self.program.type, args=[text])
        typing.start()
        wait_until(lambda: len(typewriter.read()) > 10, "the typing")
        self.browser.run(asks(DOCUMENT))
        number = self.question.wait()
        self.assertTrue(typing.is_alive(), "the question came too late to be in anybody's way")
        typing.join()
        wait_until(lambda: len(typewriter.read()) >= len(text), "the rest of the typing")
        self.assertEqual(typewriter.read(), text)
        self.assertTrue(typewriter.has_the_keyboard())
        self.assertEqual(self.question.field().get_text_iface().get_character_count(), 0)
        self.assertEqual(typewriter.number_in(int(number), b"_NET_WM_USER_TIME"), 0)
        self.question.press(words("portal.cancel"))
        self.question.wait_until_gone()


if __name__ == "__main__":
    unittest.main()
