"""A person opens signed files from the desktop: the first starts the program, the next come to the one that runs."""

import os
import pathlib
import subprocess
import tempfile
import unittest

from program import Program
from words import say_message

KEY = pathlib.Path(os.environ["TANBA_TEST_PKI"]) / "person.p12"
PASSWORD = "Qwerty12"
OWNER = "СЫНАҚОВ"
CONTRACT = "Шарт, екі данада."


def sentence(code):
    return say_message(code, "kk")


class Checking(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tanba-checking-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        password = self.folder / "password"
        password.write_text(PASSWORD)
        contract = self.folder / "шарт.txt"
        contract.write_text(CONTRACT)
        self.signed = self.folder / "шарт.txt.cms"
        subprocess.run([os.environ["TANBA_CLI"], "sign", "--key", KEY, "--password-file", password, "--format", "cms",
                        contract], check=True, stdout=subprocess.DEVNULL)

    def test_the_verdict_is_heard_first(self):
        # Nobody here trusts the authority of the tests.
        program = Program("kk", arguments=[str(self.signed)])
        self.addCleanup(program.abandon)
        program.wait_for(sentence("verdict.indeterminate.no_anchor"))
        self.assertIn(sentence("verdict.indeterminate.no_anchor"), program.focused().get_name())
        program.wait_for(OWNER)

        changed = self.folder / "changed.cms"
        changed.write_bytes(self.signed.read_bytes().replace("екі".encode(), "жүз".encode()))
        program.start_again(changed)
        program.wait_for(sentence("verdict.invalid.content_changed"))

        # What is no signed file says so, and the program goes on.
        nothing = self.folder / "nothing.cms"
        nothing.write_bytes(b"\x30\x82\xff\xff nothing of the kind")
        program.start_again(nothing)
        program.wait_for(nothing.name)
        program.start_again(self.signed)
        program.wait_for(sentence("verdict.indeterminate.no_anchor"))
        self.assertEqual(program.end(), 0)


if __name__ == "__main__":
    unittest.main()
