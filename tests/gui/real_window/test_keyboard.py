"""A person with nothing but a keyboard finds a key, changes its default password, and turns the language."""

import os
import pathlib
import subprocess
import unittest

from first_key import open_first_key
from program import Program
from words import say

KEY = pathlib.Path(os.environ["TANBA_TEST_PKI"]) / "person.p12"
DEFAULT, NEW = "Qwerty12", "Umai-Kuyash7"
OWNER = "СЫНАҚОВ"


def opens(key, password, home):
    """Whether the command line opens the key with this password."""
    file = home / "password"
    file.write_text(password)
    done = subprocess.run([os.environ["TANBA_CLI"], "key", "info", "--password-file", file, key], capture_output=True)
    file.unlink()
    return done.returncode == 0


class Keyboard(unittest.TestCase):
    def setUp(self):
        self.program = Program("kk", keys=[KEY])
        self.addCleanup(self.program.abandon)

    def test_from_the_first_start_to_a_new_password_and_another_language(self):
        program = self.program
        key = program.home / "Downloads" / KEY.name

        def words(code):
            return say(code, "kk")

        # At the first start one key press looks for keys, the next one opens what was found.
        open_first_key(program, words, KEY.name, DEFAULT)
        program.wait_for(OWNER)
        program.wait_for(words("key.default.title"))

        program.tab_to(words("key.change"))
        program.keys("space")
        program.focus_is_on(words("password.current"))
        program.type(DEFAULT)
        program.tab_to(words("password.new"))
        program.type(NEW)
        program.tab_to(words("password.repeat"))
        program.type(NEW)
        program.keys("Return")
        program.focus_is_on(words("password.done.back"))
        self.assertTrue(opens(key, NEW, program.home))
        self.assertFalse(opens(key, DEFAULT, program.home))
        program.keys("space")
        program.wait_for(OWNER)

        program.keys("ctrl+comma")
        program.tab_to(words("settings.language"))
        program.keys("Down")
        program.wait_for(say("settings.lead", "ru"))
        program.keys("ctrl+2")
        program.wait_for(say("nav.keys", "ru"))
        self.assertNotIn(words("nav.keys"), program.names())
        self.assertEqual(program.end(), 0)


if __name__ == "__main__":
    unittest.main()
