"""A screen reader finds every control with its name and role, can press it, and learns no password."""

import os
import pathlib
import unittest

from program import Atspi, Program, has, label_of, shown_below, wait_until
from words import say

Role, State = Atspi.Role, Atspi.StateType
KEY = pathlib.Path(os.environ["TANBA_TEST_PKI"]) / "person.p12"
LANGUAGE = "kk"
CONTROLS = {Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.RADIO_BUTTON, Role.COMBO_BOX, Role.ENTRY,
            Role.PASSWORD_TEXT, Role.LINK, Role.SLIDER, Role.SPIN_BUTTON}


def is_control(node):
    can_be_reached = has(node, State.FOCUSABLE) and has(node, State.SENSITIVE) and node.get_role() != Role.FRAME
    return node.get_role() in CONTROLS or can_be_reached


def complaint(node):
    """What is wrong with a node; empty when all is well."""
    role = node.get_role()
    place = f"{node.get_role_name()} «{node.get_name()}»"
    if role in (Role.INVALID, Role.UNKNOWN):
        return f"{place}: no role"
    name = label_of(node) if role == Role.COMBO_BOX else node.get_name()
    return f"{place}: a control without a name" if is_control(node) and not name.strip() else ""


class Nobody:
    """A control as no program should have it."""

    def get_role(self):
        return Role.PUSH_BUTTON

    def get_role_name(self):
        return "push button"

    def get_name(self):
        return ""

    def get_state_set(self):
        return Atspi.StateSet.new([State.SHOWING])


class AtSpi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.program = Program(LANGUAGE)
        cls.addClassCleanup(cls.program.abandon)

    @classmethod
    def tearDownClass(cls):
        assert cls.program.end() == 0, "the program did not end well"

    def places(self):
        side_bar = self.program.node(say("nav.label", LANGUAGE))
        return wait_until(lambda: [node for node in shown_below(side_bar) if node.get_role() == Role.RADIO_BUTTON],
                          "the places of the side bar")

    def complaints(self):
        return [found for found in self.program.read(complaint) if found]

    def test_the_walk_can_fail(self):
        self.assertIn("without a name", complaint(Nobody()))

    def test_every_page_of_the_side_bar(self):
        places = self.places()
        self.assertGreaterEqual(len(places), 4)
        for place in places:
            name = place.get_name()
            with self.subTest(page=name):
                self.program.press(place)
                wait_until(lambda: has(place, State.CHECKED), f"«{name}» to be chosen")
                wait_until(self.program.focused, "the focus on the page")
                self.assertEqual(self.complaints(), [])
                controls = sum(self.program.read(is_control))
                self.assertGreater(controls, len(places), "there is nothing on the page itself")

    def test_a_button_is_pressed(self):
        self.program.press(self.program.node(say("nav.home", LANGUAGE), Role.RADIO_BUTTON))
        self.program.press(self.program.node(say("job.forgot.title", LANGUAGE)))
        self.program.node(say("forgot.title", LANGUAGE), Role.LABEL)

    def test_a_password_is_a_password_and_is_not_told(self):
        secret = "Umai-Kuyash7"
        self.program.start_again(KEY)
        field = wait_until(lambda: next((node for node in self.program.shown()
                                         if node.get_role() == Role.PASSWORD_TEXT), None), "a password field")
        self.assertEqual(field.get_name(), say("key.password", LANGUAGE))
        self.program.focus_is_on(field.get_name())
        self.program.type(secret)
        wait_until(lambda: field.get_text_iface().get_character_count() == len(secret), "the whole password")
        self.assertEqual(field.get_text_iface().get_text(0, len(secret)), "•" * len(secret))
        told = self.program.read(lambda node: f"{node.get_name()} {node.get_description()}")
        self.assertGreater(len(told), 20)
        self.assertFalse([text for text in told if secret in text])
        self.assertEqual(self.complaints(), [])


if __name__ == "__main__":
    unittest.main()
