"""The guided tour of `tanba --demo` in a real window: every step, at the pace of a person who knows the way, and nothing left of it."""

import os
import re
import sys
import tempfile
import time
import unittest

from program import Atspi, Program, has, wait_until
from words import say

LANGUAGE = "kk"
PIN, GIVEN_PASSWORD, NEW_PASSWORD = "1234", "123456", "Sunqar2026"
STEPS = ["card", "sms", "qr", "sign", "check", "password", "expiry"]
AIM = 180  # seconds for a newcomer, who reads as well


def words(code):
    return say(code, LANGUAGE)


class DemoWindow(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="tanba-demo-window-")
        self.addCleanup(place.cleanup)
        self.temporary = place.name
        self.program = Program(LANGUAGE, arguments=["--demo"], title=words("demo.window"), TMPDIR=self.temporary)
        self.addCleanup(self.program.abandon)

    def find(self, fits, what):
        return wait_until(lambda: next((node for node in self.program.shown() if fits(node)), None), what)

    def press(self, fits, what, described=lambda description: True):
        self.program.press(self.find(lambda node: node.get_role() == Atspi.Role.PUSH_BUTTON
                                     and has(node, Atspi.StateType.SENSITIVE) and fits(node.get_name())
                                     and described(node.get_description()), what))

    def press_button(self, code):
        self.press(lambda name: name == words(code), f"the button {code}")

    def is_done(self, step):
        name = words("tour.state.done").replace("{step}", words(f"tour.{step}.title"))
        return any(each == name for each in self.program.names())

    def until_done(self, step):
        wait_until(lambda: self.is_done(step), f"the end of the step {step}")

    def agree(self, secret):
        """Types the secret; Return leads to the button that agrees as soon as it is awake, and does nothing there."""
        field = self.find(lambda node: node.get_role() == Atspi.Role.PASSWORD_TEXT, "the field of the secret")
        wait_until(lambda: has(field, Atspi.StateType.FOCUSED), "the focus on the field of the secret")
        self.program.type(secret)

        def on_button():
            self.program.keys("Return")
            focused = self.program.focused()
            return focused is not None and focused.get_role() == Atspi.Role.PUSH_BUTTON
        wait_until(on_button, "the button that agrees")
        self.program.keys("space")

    def enter_with_card(self):
        self.press_button("tour.portal.go")
        self.press(lambda name: name.startswith(words("status.demo") + ","), "the card",
                   described=lambda description: ".p12" not in description)

    def answer_abroad(self):
        """Asked once, because the clock here is not that of Kazakhstan."""
        self.press_button("abroad.no")

    def code_on_the_phone(self):
        self.program.wait_for(words("phone.sms").replace("{sender}", "1414"))
        codes = [re.search(r"\b\d{6}\b", name) for name in self.program.names()]
        return next(code[0] for code in codes if code)

    def test_the_whole_tour(self):
        program = self.program
        begun = time.monotonic()
        self.press_button("tour.card.go")
        self.until_done("card")

        self.enter_with_card()
        self.answer_abroad()
        self.agree(PIN)
        self.press(lambda name: name.startswith(words("login.sms")), "the way by SMS")
        code = self.code_on_the_phone()
        self.find(lambda node: node.get_role() == Atspi.Role.PASSWORD_TEXT and has(node, Atspi.StateType.FOCUSED),
                  "the field of the code")
        program.type(code)
        self.until_done("sms")
        program.wait_for(words("login.done.demo"))

        self.enter_with_card()
        self.agree(PIN)
        self.press(lambda name: name.startswith(words("login.qr")), "the way by QR")
        self.press_button("phone.scan")
        self.press_button("phone.confirm")
        self.until_done("qr")

        self.press_button("tour.sign.go")
        self.agree(PIN)
        self.until_done("sign")
        self.press_button("tour.check.go")
        self.until_done("check")

        self.press_button("tour.password.go")
        for field, secret in (("current", GIVEN_PASSWORD), ("new", NEW_PASSWORD), ("repeat", NEW_PASSWORD)):
            program.tab_to(words(f"password.{field}"))
            program.type(secret)
        program.keys("Return")
        self.until_done("password")

        self.press_button("tour.expiry.go")
        self.until_done("expiry")
        program.wait_for(words("tour.done.title"))
        took = time.monotonic() - begun
        print(f"the tour without reading: {took:.0f} s", file=sys.stderr)
        self.assertLess(took, AIM)
        self.assertEqual(program.end(), 0)
        self.assertEqual(os.listdir(self.temporary), [])


if __name__ == "__main__":
    unittest.main()
