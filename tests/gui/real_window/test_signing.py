"""A person with nothing but a keyboard signs a document that the desktop opened with the program."""

import json
import os
import pathlib
import subprocess
import time
import unittest

from program import Program, wait_until
from words import say

KEY = pathlib.Path(os.environ["TANBA_TEST_PKI"]) / "person.p12"
PASSWORD = "Qwerty12"
OWNER = "СЫНАҚОВ"


def words(code):
    return say(code, "kk")


class Signing(unittest.TestCase):
    def setUp(self):
        self.program = Program("kk", keys=[KEY])
        self.addCleanup(self.program.abandon)

    def find_key(self):
        program = self.program
        program.focus_is_on(words("keys.search"))
        program.keys("space")
        wait_until(lambda: program.focused().get_name().startswith(KEY.name), "the focus on the key that was found")

    def test_from_a_file_to_its_signature(self):
        program = self.program
        self.find_key()
        letter = program.home / "letter.txt"
        letter.write_text("Хат")
        program.start_again(letter)

        # Nobody has opened this key yet: its password opens it, and its owner appears.
        program.focus_is_on(words("key.password"))
        program.wait_for(letter.name)
        program.type(PASSWORD)
        program.keys("Return")
        program.wait_for(OWNER)
        program.tab_to(words("owner.yes"))
        program.keys("space")

        # Return leads to the button once it is awake, and does nothing there.
        program.tab_to(words("key.password"))

        def on_button():
            program.keys("Return")
            return program.focused().get_name() == words("sign.go")
        wait_until(on_button, "the button that signs")
        program.keys("Return")
        time.sleep(0.5)
        self.assertFalse((program.home / "letter.txt.p7s").exists())
        program.keys("space")
        program.wait_for(words("sign.done.one"))
        program.focus_is_on(words("sign.open_folder"))
        self.assertEqual(letter.read_text(), "Хат")

        checked = subprocess.run([os.environ["TANBA_CLI"], "verify", "--json", "--offline",
                                  program.home / "letter.txt.p7s"], capture_output=True, text=True)
        report = json.loads(checked.stdout)
        self.assertEqual(report["signatures"][0]["integrity"], "ok")
        self.assertIn(OWNER, report["signatures"][0]["signer"]["name"])
        self.assertEqual(program.end(), 0)


if __name__ == "__main__":
    unittest.main()
