"""What a login leaves in the memory of its process: no password, no code, no ticket, no verifier and no token, at its end and in
the middle; whether it went well, was cancelled or failed."""

import json
import os
import re

from portal_process import Portal
from support import CANCELLED, CLI, DONE, PASSWORD, PKI, REFUSED, SANITIZED, CliTest, environment, loud_skip, main
from test_login import RECORD, beginning
from traced_program import NotAllowed, TracedTypist

LANGUAGE = "en"
PROMPT = beginning("cli.login_code_prompt", LANGUAGE)
# What the portal makes up is known by what stands before it.
MADE_UP = [rb'"ticket":"[\w-]{16,}', rb"[?&]ticket=[\w-]{16,}", rb"[?&]code=[\w-]{16,}", rb"code_verifier=[\w-]{16,}",
           rb'"access_token":"[\w-]{8,}', rb"eyJ[\w-]{20,}\.eyJ[\w-]{20,}\."]


class LoginMemory(CliTest):
    def setUp(self):
        super().setUp()
        if SANITIZED:
            self.skipTest("sanitizers keep freed memory")

    def enter(self, portal, *options):
        """Up to the question for the code; the password is typed."""
        words = [CLI, "--lang", LANGUAGE, "login", portal.origin, "--portal-ca", portal.ca, "--key", PKI / "demo_person.p12",
                 "--factor", "sms", "--yes", *options]
        env = environment(HOME=os.fspath(self.folder), XDG_DATA_HOME=os.fspath(self.folder / "data"))
        try:
            person = TracedTypist([*map(os.fspath, words)], self.folder, env)
        except (NotAllowed, OSError) as why:
            loud_skip(self, f"the memory of another process cannot be looked at: {why}")
        self.addCleanup(os.close, person.terminal)
        self.addCleanup(person.close)
        person.answer(beginning("cli.password", LANGUAGE), PASSWORD + "\r")
        person.wait_for(PROMPT)
        self.portal, self.code = portal, portal.wait_for_code()
        record = next(self.folder.rglob(RECORD)).read_text()
        self.verifier = json.loads(record)["code_verifier"]
        return person

    def start_portal(self, *options):
        portal = Portal(self.folder, "--code-length", "8", *options)
        self.addCleanup(portal.end)
        return portal

    def wrong_code(self):
        return ("1" if self.code[0] == "0" else "0") + self.code[1:]

    def assert_clean(self, memory, *secrets):
        self.assertGreater(len(memory), 100_000, "nothing was looked at")
        self.assertIn(self.portal.origin.encode(), memory, "what is no secret is found")
        for secret in secrets:
            for encoding in ("utf-8", "utf-16-le"):
                self.assertEqual(memory.count(secret.encode(encoding)), 0, f"{secret} in {encoding}")
        for pattern in MADE_UP:
            self.assertEqual([found[0][:24] for found in re.finditer(pattern, memory)], [])

    def test_in_the_second_stage_the_password_is_gone(self):
        person = self.enter(self.start_portal())
        self.assert_clean(person.memory(), PASSWORD)

    def test_after_a_login(self):
        person = self.enter(self.start_portal())
        person.answer(PROMPT, self.code + "\r")
        self.assertEqual(person.ended(), DONE, person.shown.decode())
        self.assert_clean(person.memory_at_end, PASSWORD, self.code, self.verifier)

    def test_after_one_whose_answers_were_lost(self):
        person = self.enter(self.start_portal("--lie", "drop@code"))
        person.answer(PROMPT, self.code + "\r")
        self.assertEqual(person.ended(), DONE, person.shown.decode())
        self.assert_clean(person.memory_at_end, PASSWORD, self.code, self.verifier)

    def test_after_a_wrong_code_and_a_change_of_mind(self):
        person = self.enter(self.start_portal())
        person.answer(PROMPT, self.wrong_code() + "\r")
        person.wait_for(PROMPT)
        self.assert_clean(person.memory(), PASSWORD, self.wrong_code())
        person.type(self.code[:6])
        person.type("\x03")
        self.assertEqual(person.ended(), CANCELLED, person.shown.decode())
        self.assert_clean(person.memory_at_end, PASSWORD, self.wrong_code(), self.code[:6], self.verifier)

    def test_after_the_last_wrong_code(self):
        person = self.enter(self.start_portal("--attempts", "1"))
        person.answer(PROMPT, self.wrong_code() + "\r")
        self.assertEqual(person.ended(), REFUSED, person.shown.decode())
        self.assert_clean(person.memory_at_end, PASSWORD, self.wrong_code(), self.verifier)

    def test_after_an_end_that_leads_elsewhere(self):
        person = self.enter(self.start_portal("--lie", "finish-elsewhere@code"))
        person.answer(PROMPT, self.code + "\r")
        self.assertEqual(person.ended(), REFUSED, person.shown.decode())
        self.assert_clean(person.memory_at_end, PASSWORD, self.code, self.verifier)


if __name__ == "__main__":
    main()
