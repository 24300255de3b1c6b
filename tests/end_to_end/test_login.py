"""`tanba-cli login` against the reference portal over TLS: every state, every error, and a portal that misbehaves."""

import concurrent.futures
import http.client
import json
import os
import pathlib
import re
import signal
import sys
import time
import urllib.parse

from portal_process import ACCOUNTS, PATIENCE, Portal, claims_of
from support import CANCELLED, CLI, DONE, PASSWORD, PKI, REFUSED, UNREADABLE, USAGE, CliTest, environment, main
from test_terminal import Typist

MESSAGES = json.loads((pathlib.Path(__file__).resolve().parents[2] / "translations" / "messages.json")
                      .read_text(encoding="utf-8"))
LANGUAGES = ("kk", "ru")
RECORD = "portal-login.json"


def beginning(code, language):
    """What a message begins with, up to the first value in it."""
    return re.split(r"[\[{]", MESSAGES[code][language]["what"])[0].strip()


class LoginTest(CliTest):
    def portal(self, *options, **more):
        portal = Portal(self.folder, *options, **more)
        self.addCleanup(portal.end)
        return portal

    def env(self):
        return environment(HOME=os.fspath(self.folder), XDG_DATA_HOME=os.fspath(self.folder / "data"))

    def words(self, portal, *options, key="person.p12", language="en"):
        # --yes is for keys of a demonstration only.
        keys = ["--key", PKI / f"demo_{key}", "--password-file", self.password_file()] if key else []
        return ["--lang", language, "login", portal.origin, "--portal-ca", portal.ca, *keys, "--yes", *options]

    def login(self, portal, *options, key="person.p12", language="en", timeout=60):
        return self.run_cli(*self.words(portal, *options, key=key, language=language), "--json", env=self.env(),
                            timeout=timeout)

    def typist(self, portal, *options, **more):
        typist = Typist([CLI, *self.words(portal, *options, **more)], self.folder, self.env())
        self.addCleanup(os.close, typist.terminal)
        return typist

    def records(self):
        return [path for path in self.folder.rglob(RECORD) if path.is_file()]

    def assert_refused(self, ended, *codes, language="en"):
        """A failure with one of these codes, told in the language, and nothing left behind."""
        self.assertEqual(ended.code, REFUSED, str(ended))
        error = ended.json["error"]
        self.assertIn(error["code"], codes, str(ended))
        self.assertTrue(error["message"].startswith(beginning(error["code"], language)), str(ended))
        self.assertEqual(self.records(), [])


class Codes(LoginTest):
    def enter(self, typist, portal, language, count=1):
        typist.answer(beginning("cli.login_code_prompt", language), portal.wait_for_code(count) + "\r")

    def test_every_key_in_both_languages(self):
        portal = self.portal()
        count = 0
        for key in ("person.p12", "head.p12", "rsa_login.p12"):
            for language in LANGUAGES:
                with self.subTest(key=key, language=language):
                    count += 1
                    typist = self.typist(portal, "--factor", "sms", key=key, language=language)
                    typist.wait_for(beginning("cli.login_code_warning", language))
                    self.enter(typist, portal, language, count)
                    self.assertEqual(typist.ended(), DONE, typist.shown.decode())
                    self.assertIn(beginning("cli.login_inside", language), typist.shown.decode())
                    self.assertEqual(self.records(), [])

    def test_the_tokens_go_into_a_file_only(self):
        portal = self.portal()
        tokens = self.folder / "tokens.json"
        typist = self.typist(portal, "--factor", "sms", "--token-file", tokens)
        code = portal.wait_for_code()
        self.enter(typist, portal, "en")
        self.assertEqual(typist.ended(), DONE, typist.shown.decode())
        content = json.loads(tokens.read_text())
        self.assertEqual(tokens.stat().st_mode & 0o777, 0o600)
        self.assertEqual(claims_of(content["id_token"])["amr"][1:], ["sms", "mfa"])
        for secret in (content["access_token"], content["id_token"], code, "991231500016"):
            self.assertNotIn(secret, typist.shown.decode())

    def test_a_wrong_code_costs_an_attempt_and_the_last_one_locks(self):
        for language in LANGUAGES:
            with self.subTest(language=language):
                portal = self.portal()
                typist = self.typist(portal, "--factor", "sms", language=language)
                code = portal.wait_for_code()
                wrong = ("1" if code[0] == "0" else "0") + code[1:]
                prompt = beginning("cli.login_code_prompt", language)
                typist.answer(prompt, wrong + "\r")
                typist.wait_for(beginning("portal.otp_wrong", language))
                typist.answer(prompt, wrong + "\r")
                typist.answer(prompt, wrong + "\r")
                self.assertEqual(typist.ended(), REFUSED, typist.shown.decode())
                self.assertIn(beginning("portal.locked", language), typist.shown.decode())
                # A new login does not open it.
                self.assert_refused(self.login(portal, language=language), "portal.locked", language=language)

    def test_resending(self):
        for language in LANGUAGES:
            with self.subTest(language=language):
                portal = self.portal("--resend-after", "2", "--resends", "1")
                typist = self.typist(portal, "--factor", "sms", language=language)
                portal.wait_for_code()
                prompt = beginning("cli.login_code_prompt", language)
                typist.answer(prompt, "\r")
                typist.wait_for(beginning("portal.resend_too_early", language))
                time.sleep(2.1)
                typist.answer(prompt, "\r")
                portal.wait_for_code(2)
                time.sleep(2.1)
                typist.answer(prompt, "\r")
                typist.wait_for(beginning("portal.resend_limit", language))
                typist.answer(prompt, portal.wait_for_code(2) + "\r")
                self.assertEqual(typist.ended(), DONE, typist.shown.decode())

    def test_an_expired_code(self):
        for language in LANGUAGES:
            with self.subTest(language=language):
                portal = self.portal("--lifetime", "1")
                typist = self.typist(portal, "--factor", "sms", language=language)
                code = portal.wait_for_code()
                prompt = beginning("cli.login_code_prompt", language)
                typist.wait_for(prompt)
                time.sleep(2.1)
                typist.answer(prompt, code + "\r")
                typist.wait_for(beginning("portal.otp_expired", language))
                typist.answer(prompt, "\x03")
                self.assertEqual(typist.ended(), CANCELLED)
                self.assertEqual(self.records(), [])


class Consents(LoginTest):
    """Nobody but a person agrees to a login with a person's key."""

    def words_of_a_person(self, portal, *options, language="en"):
        return ["--lang", language, "login", portal.origin, "--portal-ca", portal.ca, "--key", PKI / "person.p12",
                "--password-file", self.password_file(), "--factor", "sms", *options]

    def test_yes_agrees_for_no_person(self):
        portal = self.portal()
        for language in LANGUAGES:
            with self.subTest(language=language):
                for options in (("--yes",), ()):
                    ended = self.run_cli(*self.words_of_a_person(portal, *options, language=language), "--json",
                                         env=self.env(), start_new_session=True)
                    self.assert_refused(ended, "policy.key_refused", language=language)
        self.assertEqual(portal.sms(), [])

    def test_a_person_is_asked_on_the_terminal_whatever_the_arguments_say(self):
        for language, answer, agrees in (("kk", "иә", True), ("ru", "нет", False)):
            with self.subTest(language=language):
                portal = self.portal()
                typist = Typist([CLI, *self.words_of_a_person(portal, "--yes", language=language)], self.folder,
                                self.env())
                self.addCleanup(os.close, typist.terminal)
                question = re.split(r"\{\w+\}", MESSAGES["cli.login_consent"][language]["what"])[1]
                typist.answer(question, answer + "\r")
                if agrees:
                    code = portal.wait_for_code()
                    typist.answer(beginning("cli.login_code_prompt", language), code + "\r")
                self.assertEqual(typist.ended(), DONE if agrees else CANCELLED, typist.shown.decode())
                self.assertEqual(len(portal.sms()), 1 if agrees else 0)

    def test_a_mistyped_password_is_asked_for_again(self):
        portal = self.portal()
        for language, answer in (("kk", "жоқ"), ("ru", "нет")):
            with self.subTest(language=language):
                words = ["--lang", language, "login", portal.origin, "--portal-ca", portal.ca, "--key", PKI / "person.p12",
                         "--factor", "sms"]
                typist = Typist([CLI, *words], self.folder, self.env())
                self.addCleanup(os.close, typist.terminal)
                prompt = beginning("cli.password", language)
                typist.answer(prompt, "nonsense\r")
                typist.wait_for(beginning("pkcs12.wrong_password", language))
                typist.answer(prompt, PASSWORD + "\r")
                typist.answer(re.split(r"\{\w+\}", MESSAGES["cli.login_consent"][language]["what"])[1], answer + "\r")
                self.assertEqual(typist.ended(), CANCELLED, typist.shown.decode())

    def test_a_demonstration_agrees_by_itself_only_when_told_to(self):
        portal = self.portal()
        words = [word for word in self.words(portal, "--factor", "sms") if word != "--yes"]
        ended = self.run_cli(*words, "--json", env=self.env(), start_new_session=True)
        self.assertEqual((ended.code, ended.json["error"]["detail"]), (USAGE, "consent_needed"), str(ended))


class Cards(LoginTest):
    """The simulated card is made anew in each run, and so is its authority: the portal judges its signature before it asks
    who vouches for the key."""

    def enter(self, portal, key, pin, language):
        return self.run_cli("--lang", language, "login", portal.origin, "--portal-ca", portal.ca, "--token", "demo", "--key-id",
                            key, "--password-file", self.password_file(pin), "--factor", "sms", "--yes", "--json",
                            env=self.env())

    def test_a_signature_of_each_key_reaches_the_portal_whole(self):
        portal = self.portal()
        for key, language in (("gost512", "kk"), ("rsa2048", "ru"), ("gost512", "ru")):
            with self.subTest(key=key, language=language):
                self.assert_refused(self.enter(portal, key, "1234", language), "portal.cert_untrusted", language=language)

    def test_a_wrong_pin_hands_nothing_in(self):
        portal = self.portal()
        for language in LANGUAGES:
            self.assert_refused(self.enter(portal, "gost512", "0000", language), "pin.wrong", language=language)


class Phones(LoginTest):
    def with_phone(self, portal, *options, account="person", what="confirm", **more):
        """A login by QR while somebody holds the phone."""
        typist = self.typist(portal, "--factor", "qr", *options, **more)
        typist.wait_for("?id=")
        typist.wait_for("\r\n")
        link = re.search(r"https://\S+\?id=[\w-]+", typist.shown.decode())[0]
        self.assertEqual(portal.phone(link, "scan", account).status, 200)
        typist.wait_for(beginning("cli.login_qr_scanned", more.get("language", "en")))
        self.assertEqual(portal.phone(link, what, account).status, 204)
        return typist

    def test_the_second_factor_in_both_languages(self):
        portal = self.portal()
        for key, account, language in (("person.p12", "person", "kk"), ("head.p12", "company", "ru")):
            with self.subTest(key=key):
                typist = self.with_phone(portal, key=key, account=account, language=language)
                self.assertEqual(typist.ended(), DONE, typist.shown.decode())
                self.assertIn(beginning("cli.login_inside", language), typist.shown.decode())

    def test_without_a_key(self):
        typist = self.with_phone(self.portal(), key=None)
        self.assertEqual(typist.ended(), DONE, typist.shown.decode())

    def test_declined(self):
        for language in LANGUAGES:
            typist = self.with_phone(self.portal(), what="reject", language=language)
            self.assertEqual(typist.ended(), REFUSED, typist.shown.decode())
            self.assertIn(beginning("portal.qr_rejected", language), typist.shown.decode())
            self.assertEqual(self.records(), [])

    def test_expired(self):
        for language in LANGUAGES:
            portal = self.portal("--qr-lifetime", "2")
            ended = self.login(portal, "--factor", "qr", language=language)
            self.assert_refused(ended, "portal.qr_expired", language=language)


class Files(LoginTest):
    """Files that cannot be had are told about before anything is asked."""

    def test_no_place_for_the_tokens(self):
        portal = self.portal()
        self.write("taken", "x")
        for file, code, subject in ((self.folder / "absent" / "tokens", "file.not_found", self.folder / "absent"),
                                    (self.folder / "taken", "file.exists", self.folder / "taken")):
            for language in LANGUAGES:
                ended = self.login(portal, "--factor", "sms", "--token-file", file, language=language)
                self.assert_refused(ended, code, language=language)
                self.assertEqual(ended.json["error"]["subject"], os.fspath(subject))
        self.assertEqual(portal.sms(), [])

    def test_an_authority_that_is_none(self):
        portal = self.portal()
        (self.folder / "empty").write_bytes(b"")
        (self.folder / "text").write_bytes(b"no certificate")
        for name, code in (("absent", "file.not_found"), ("empty", "file.not_readable"), ("text", "file.not_readable"),
                           (".", "file.is_folder")):
            with self.subTest(name=name):
                portal.ca = self.folder / name
                ended = self.login(portal)
                self.assertEqual(ended.code, UNREADABLE, str(ended))
                self.assertEqual(ended.json["error"]["code"], code)
                self.assertEqual(ended.json["error"]["subject"], os.fspath(portal.ca))


class Refusals(LoginTest):
    def test_what_the_portal_refuses(self):
        nobody = [{"id": "a", "iin": "111111111111", "name": "A"}]
        other_role = [dict(ACCOUNTS[1], roles=["1.2.398.3.3.4.1.2.5"])]
        cases = (
            ("portal.cert_untrusted", (), {}, {"key": "other.p12"}),
            ("portal.cert_revoked", (), {}, {"key": "revoked.p12"}),
            ("portal.account_not_found", (), {"accounts": nobody}, {}),
            ("portal.role_not_allowed", (), {"accounts": other_role}, {"key": "head.p12"}),
            ("portal.phone_not_registered", ("--unbound-number", "--factors", "sms"), {}, {}),
            ("portal.locked", ("--lock",), {}, {}),
        )
        for code, switches, portal_more, login_more in cases:
            portal = self.portal(*switches, **portal_more)
            for language in LANGUAGES:
                with self.subTest(code=code, language=language):
                    self.assert_refused(self.login(portal, language=language, **login_more), code, language=language)

    def test_a_gateway_that_is_down(self):
        portal = self.portal("--gateway-down", "--factors", "sms")
        for language in LANGUAGES:
            ended = self.login(portal, "--factor", "sms", language=language)
            self.assert_refused(ended, "portal.sms_gateway_unavailable", language=language)

    def test_a_wrong_clock_is_told_so(self):
        for skew in ("-3600", "3600"):
            portal = self.portal("--clock-skew", skew)
            for language in LANGUAGES:
                self.assert_refused(self.login(portal, language=language), "portal.clock_wrong", language=language)


class Lying(LoginTest):
    # kind@step -> what may be said about it
    LIES = {
        "content-type@describe": ("portal.not_a_portal", "portal.answer_wrong"),
        "not-json@describe": ("portal.not_a_portal", "portal.answer_wrong"),
        "huge@describe": ("network.answer_too_large",),
        "redirect@describe": ("network.answer_wrong", "portal.not_a_portal"),
        "drop@describe": ("network.answer_wrong", "network.unavailable"),
        "cut@describe": ("network.answer_wrong",),
        "other-origin@describe": ("portal.origin_other",),
        "changed-certificate@describe": ("network.untrusted",),
        "content-type@challenge": ("portal.answer_wrong",),
        "not-json@challenge": ("portal.answer_wrong",),
        "huge@challenge": ("network.answer_too_large",),
        "redirect@challenge": ("network.answer_wrong",),
        "drop@challenge": ("network.answer_wrong", "network.unavailable"),
        "cut@challenge": ("network.answer_wrong",),
        "changed-certificate@challenge": ("network.untrusted",),
        "other-origin@challenge": ("portal.challenge_other_origin",),
        "replay@challenge": ("portal.challenge_replayed",),
        "surprise@challenge": ("portal.challenge_strange",),
        "expired@challenge": ("portal.challenge_expired", "portal.challenge_strange"),
        "content-type@signature": ("portal.answer_wrong",),
        "not-json@signature": ("portal.answer_wrong",),
        "huge@signature": ("network.answer_too_large",),
        "changed-certificate@signature": ("network.untrusted",),
    }

    def test_at_each_step_before_the_second_stage(self):
        for lie, codes in self.LIES.items():
            portal = self.portal("--lie", lie)
            for language in LANGUAGES:
                with self.subTest(lie=lie, language=language):
                    begun = time.monotonic()
                    ended = self.login(portal, "--factor", "sms", language=language)
                    self.assert_refused(ended, *codes, language=language)
                    self.assertLess(time.monotonic() - begun, 4 * PATIENCE)
            portal.end()

    def test_an_answer_that_was_lost_is_asked_for_again(self):
        # The signature was taken, its answer never came: the login's state says so, and it goes on.
        for lie in ("drop@signature", "cut@signature", "redirect@signature", "drop@code", "cut@code"):
            with self.subTest(lie=lie):
                portal = self.portal("--lie", lie)
                typist = self.typist(portal, "--factor", "sms")
                typist.answer(beginning("cli.login_code_prompt", "en"), portal.wait_for_code() + "\r")
                self.assertEqual(typist.ended(), DONE, typist.shown.decode())

    # What ends a login in its second stage; the step's own answer was lost or is worth nothing.
    LATER_LIES = {
        "content-type": ("portal.answer_wrong",),
        "not-json": ("portal.answer_wrong",),
        "huge": ("network.answer_too_large",),
        "changed-certificate": ("network.untrusted",),
    }

    def assert_told(self, typist, codes, language):
        """It ended with one of these failures, or shows it and waits for another code."""
        sentences = [beginning(code, language) for code in codes]
        end = time.monotonic() + 4 * PATIENCE
        while not any(sentence.encode() in typist.shown for sentence in sentences):
            self.assertTrue(typist.read(end), typist.shown.decode())
        try:
            typist.type("\x03")
        except OSError:
            pass  # it has ended already
        self.assertIn(typist.ended(), (REFUSED, CANCELLED), typist.shown.decode())
        self.assertEqual(self.records(), [])

    def test_while_the_code_is_sent_and_taken(self):
        for step in ("send", "code", "token"):
            for (kind, codes), language in zip(self.LATER_LIES.items(), LANGUAGES * 2):
                with self.subTest(step=step, kind=kind):
                    if (step, kind) == ("token", "changed-certificate"):
                        continue  # nothing is asked afterwards
                    portal = self.portal("--lie", f"{kind}@{step}")
                    typist = self.typist(portal, "--factor", "sms", language=language)
                    portal.wait_for_code()
                    if step != "send" or kind == "changed-certificate":
                        typist.answer(beginning("cli.login_code_prompt", language), portal.wait_for_code() + "\r")
                    self.assert_told(typist, codes, language)
                    portal.end()

    def test_a_code_whose_sending_was_not_answered_can_be_typed_or_asked_for_again(self):
        for lie, language in (("drop@send", "kk"), ("cut@send", "ru")):
            with self.subTest(lie=lie):
                portal = self.portal("--lie", lie)
                typist = self.typist(portal, "--factor", "sms", language=language)
                prompt = beginning("cli.login_code_prompt", language)
                typist.wait_for(beginning("network.answer_wrong", language))
                typist.answer(prompt, portal.wait_for_code() + "\r")
                self.assertEqual(typist.ended(), DONE, typist.shown.decode())

    def test_the_cool_down_of_an_earlier_login_is_waited_for(self):
        seconds = 8  # the second login must come to its code before they are over, on a busy machine too
        portal = self.portal("--resend-after", str(seconds))
        typist = self.typist(portal, "--factor", "sms")
        portal.wait_for_code()
        over = time.monotonic() + seconds + 0.1
        typist.answer(beginning("cli.login_code_prompt", "en"), "\x03")
        self.assertEqual(typist.ended(), CANCELLED)
        typist = self.typist(portal, "--factor", "sms")
        typist.wait_for(beginning("portal.resend_too_early", "en"))
        time.sleep(max(0, over - time.monotonic()))
        typist.answer(beginning("cli.login_code_prompt", "en"), "\r")
        typist.answer(beginning("cli.login_code_prompt", "en"), portal.wait_for_code(2) + "\r")
        self.assertEqual(typist.ended(), DONE, typist.shown.decode())

    def test_whether_a_code_was_sent_is_not_known(self):
        for lie, language in (("drop@send", "kk"), ("cut@send", "ru")):
            with self.subTest(lie=lie):
                ended = self.login(self.portal("--lie", lie), "--factor", "sms", language=language)
                self.assert_refused(ended, "network.answer_wrong", "network.unavailable", language=language)

    def test_while_the_phone_is_waited_for(self):
        for step in ("qr", "poll"):
            for (kind, codes), language in zip(self.LATER_LIES.items(), LANGUAGES * 2):
                with self.subTest(step=step, kind=kind):
                    portal = self.portal("--lie", f"{kind}@{step}", "--qr-lifetime", "4")
                    ended = self.login(portal, "--factor", "qr", language=language, timeout=120)
                    self.assert_refused(ended, *codes, "portal.qr_expired", language=language)
                    portal.end()

    def test_silence_ends(self):
        def one(step):
            return self.login(self.portal("--lie", f"silence@{step}"), "--factor", "sms", timeout=120)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for ended in pool.map(one, ("describe", "challenge")):
                self.assertEqual(ended.code, REFUSED, str(ended))
                self.assertEqual(ended.json["error"]["code"], "network.timeout")

    def test_silence_ends_while_the_phone_is_waited_for(self):
        def one(step):
            portal = self.portal("--lie", f"silence@{step}", "--qr-lifetime", "4")
            return self.login(portal, "--factor", "qr", timeout=120)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            both = list(pool.map(one, ("qr", "poll")))  # the record is one for both, and gone with the later
        for ended in both:
            self.assert_refused(ended, "network.timeout", "portal.qr_expired")

    def test_a_portal_that_falls_silent_after_its_part_is_asked_how_things_stand(self):
        """The signature and the code were taken: the login goes on, and the person is not asked twice."""
        typists = [(step, language, portal, self.typist(portal, "--factor", "sms", language=language))
                   for step, language in (("signature", "kk"), ("send", "ru"), ("code", "kk"))
                   for portal in (self.portal("--lie", f"silence@{step}"),)]
        for step, language, portal, typist in typists:
            with self.subTest(step=step):
                prompt = beginning("cli.login_code_prompt", language)
                typist.wait_for(prompt)
                typist.answer(prompt, portal.wait_for_code() + "\r")
                self.assertEqual(typist.ended(), DONE, typist.shown.decode())
                self.assertEqual(len(portal.sms()), 1)
        self.assertEqual(self.records(), [])

    def test_an_end_at_another_site_is_not_taken(self):
        portal = self.portal("--lie", "finish-elsewhere@code")
        typist = self.typist(portal, "--factor", "sms", language="ru")
        typist.answer(beginning("cli.login_code_prompt", "ru"), portal.wait_for_code() + "\r")
        self.assertEqual(typist.ended(), REFUSED, typist.shown.decode())
        self.assertIn(beginning("portal.answer_wrong", "ru"), typist.shown.decode())

    def test_a_portal_that_is_not_there(self):
        portal = self.portal()
        portal.end()
        for language in LANGUAGES:
            self.assert_refused(self.login(portal, language=language), "network.unavailable", language=language)

    def test_a_portal_of_an_authority_that_nobody_named(self):
        portal, other = self.portal(), self.portal()
        portal.ca = other.ca
        self.assert_refused(self.login(portal), "network.untrusted")


class Browsers(LoginTest):
    """`--browser`: the end is led to the browser, and nothing of it is where others can look."""

    # Started by xdg-open as any browser: notes its arguments and where it is led, and goes nowhere.
    BROWSER = """#!{python}
import http.client, pathlib, sys, urllib.parse
here = pathlib.Path({folder!r})
(here / "arguments").write_text(chr(10).join(sys.argv))
there = urllib.parse.urlsplit(sys.argv[1])
connection = http.client.HTTPConnection(there.hostname, there.port, timeout=10)
connection.request("GET", there.path)
answer = connection.getresponse()
(here / "led").write_text(answer.getheader("Location") or str(answer.status))
"""

    def env(self):
        return environment(HOME=os.fspath(self.folder), XDG_DATA_HOME=os.fspath(self.folder / "data"),
                           BROWSER=os.fspath(self.browser))

    def setUp(self):
        super().setUp()
        if not os.path.exists("/usr/bin/xdg-open"):
            if os.environ.get("CI") == "true":
                self.fail("CI=true, but xdg-open is not installed")
            self.skipTest("LOUD SKIP: xdg-open is not installed")
        self.browser = self.folder / "browser"

    def write_browser(self, text):
        self.browser.write_text(text)
        self.browser.chmod(0o755)

    def enter(self, portal, language="en"):
        typist = self.typist(portal, "--factor", "sms", "--browser", language=language)
        typist.answer(beginning("cli.login_code_prompt", language), portal.wait_for_code() + "\r")
        return typist

    def redeem(self, portal, address):
        address = urllib.parse.urlsplit(address)
        form = urllib.parse.urlencode({"grant_type": "authorization_code",
                                       "code": urllib.parse.parse_qs(address.query)["ticket"][0],
                                       "code_verifier": urllib.parse.parse_qs(address.fragment)["code_verifier"][0]})
        return portal.ask("POST", "/auth/v1/token", form.encode(), Content_Type="application/x-www-form-urlencoded")

    def assert_no_secret(self, text, led):
        address = urllib.parse.urlsplit(led)
        for secret in (address.query.partition("=")[2], address.fragment.partition("=")[2]):
            self.assertGreater(len(secret), 20)
            self.assertNotIn(secret, text)

    def test_the_browser_is_led_in_and_its_command_line_holds_nothing(self):
        self.write_browser(self.BROWSER.format(python=sys.executable, folder=os.fspath(self.folder)))
        portal = self.portal()
        typist = self.enter(portal)
        self.assertEqual(typist.ended(), DONE, typist.shown.decode())
        self.assertIn(beginning("cli.login_in_browser", "en"), typist.shown.decode())
        led = (self.folder / "led").read_text()
        self.assertTrue(led.startswith(portal.origin + "/"), led)
        arguments = (self.folder / "arguments").read_text()
        self.assertRegex(arguments, r"^\S+\nhttp://127\.0\.0\.1:\d+/[0-9a-f]{64}$")
        self.assert_no_secret(arguments + typist.shown.decode(), led)
        self.assertEqual(claims_of(self.redeem(portal, led).body["id_token"])["amr"][1:], ["sms", "mfa"])
        self.assertEqual(self.records(), [])

    def test_without_a_browser_the_login_is_not_lost(self):
        for text in ("#!/bin/sh\nexit 3\n", None):  # one that fails, and none at all
            for language in LANGUAGES:
                with self.subTest(text=text, language=language):
                    self.browser.unlink(missing_ok=True)
                    if text:
                        self.write_browser(text)
                    portal = self.portal()
                    typist = self.enter(portal, language)
                    typist.wait_for(beginning("browser.not_opened", language))
                    typist.wait_for("--browser")
                    # On a line of its own, as people copy it.
                    link = re.search(r"(?m)^http://127\.0\.0\.1:(\d+)(/[0-9a-f]{64})\r$", typist.shown.decode())
                    connection = http.client.HTTPConnection("127.0.0.1", int(link[1]), timeout=PATIENCE)
                    self.addCleanup(connection.close)
                    connection.request("GET", link[2])
                    led = connection.getresponse().getheader("Location")
                    self.assertEqual(typist.ended(), DONE, typist.shown.decode())
                    self.assert_no_secret(typist.shown.decode(), led)
                    self.assertEqual(self.redeem(portal, led).status, 200)
                    portal.end()

    def test_a_ticket_that_nobody_fetches_is_told_so(self):
        portal = self.portal("--ticket-lifetime", "2")
        typist = self.enter(portal)
        self.assertEqual(typist.ended(), REFUSED, typist.shown.decode())
        self.assertIn(beginning("browser.nobody_came", "en"), typist.shown.decode())


class Interrupted(LoginTest):
    def test_cancelling_cleans_up(self):
        portal = self.portal()
        typist = self.typist(portal, "--factor", "sms")
        code = portal.wait_for_code()
        typist.answer(beginning("cli.login_code_prompt", "en"), "\x03")
        self.assertEqual(typist.ended(), CANCELLED)
        self.assertEqual(self.records(), [])
        self.assertNotIn(code, portal.said())

    def test_a_login_goes_on_after_a_crash(self):
        portal = self.portal()
        typist = self.typist(portal, "--factor", "sms")
        portal.wait_for_code()
        typist.wait_for(beginning("cli.login_code_prompt", "en"))
        os.kill(typist.pid, signal.SIGKILL)
        typist.ended()
        record, = self.records()
        self.assertEqual(record.stat().st_mode & 0o777, 0o600)
        self.assertNotIn("991231500016", record.read_text())
        again = Typist([CLI, "--lang", "en", "login", "--resume", "--portal-ca", portal.ca, "--factor", "sms"],
                       self.folder, self.env())
        self.addCleanup(os.close, again.terminal)
        again.answer(beginning("cli.login_code_prompt", "en"), portal.wait_for_code() + "\r")
        self.assertEqual(again.ended(), DONE, again.shown.decode())
        self.assertEqual(self.records(), [])
        self.assertEqual(len(portal.sms()), 1)

    def test_a_login_that_cannot_be_gone_on_with_is_kept(self):
        portal = self.portal()
        typist = self.typist(portal, "--factor", "sms")
        portal.wait_for_code()
        typist.wait_for(beginning("cli.login_code_prompt", "en"))
        os.kill(typist.pid, signal.SIGKILL)
        typist.ended()
        # A network that speaks for the portal, and a person who mistypes a file.
        for authority, code, exit_code in ((self.portal().ca, "network.untrusted", REFUSED),
                                           (self.folder / "absent.pem", "file.not_found", UNREADABLE)):
            ended = self.run_cli("--lang", "en", "login", "--resume", "--portal-ca", authority, env=self.env())
            self.assertEqual(ended.code, exit_code, str(ended))
            self.assertIn(beginning(code, "en"), ended.errors)
            self.assertEqual(len(self.records()), 1)
        portal.kill()
        for language in LANGUAGES:
            ended = self.run_cli("--lang", language, "login", "--resume", "--portal-ca", portal.ca, "--factor", "sms",
                                 env=self.env())
            self.assertEqual(ended.code, REFUSED, str(ended))
            self.assertIn(beginning("network.unavailable", language), ended.errors)
            self.assertIn(MESSAGES["cli.login_kept"][language]["what"], ended.errors)
            self.assertEqual(len(self.records()), 1)

    def test_a_portal_that_dies_while_the_code_is_typed(self):
        portal = self.portal()
        typist = self.typist(portal, "--factor", "sms", language="kk")
        code = portal.wait_for_code()
        prompt = beginning("cli.login_code_prompt", "kk")
        typist.wait_for(prompt)
        portal.kill()
        typist.answer(prompt, code + "\r")
        typist.wait_for(beginning("network.unavailable", "kk"))
        typist.answer(prompt, "\x03")
        self.assertEqual(typist.ended(), CANCELLED)
        self.assertEqual(self.records(), [])


if __name__ == "__main__":
    main()
