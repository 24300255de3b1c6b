"""What the window's program says on a terminal, where there is no screen."""

import os
import subprocess
import unittest

WRONG_USAGE = 64


def run(*arguments, platform=None, language="C.UTF-8"):
    environment = {"PATH": "/usr/bin:/bin", "LANG": language, "HOME": "/nonexistent"}
    if platform:
        environment["QT_QPA_PLATFORM"] = platform
    return subprocess.run([os.environ["TANBA_GUI"], *arguments], env=environment, capture_output=True, text=True, timeout=60)


class OnTerminal(unittest.TestCase):
    def test_version_needs_no_screen(self):
        told = run("--version")
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertRegex(told.stdout, r"\Atanba \d+\.\d+\.\d+\n\Z")

    def test_help_speaks_the_language_of_the_terminal(self):
        for language, word in {"kk_KZ.UTF-8": "нұсқасын", "ru_RU.UTF-8": "версию", "C.UTF-8": "version"}.items():
            told = run("--help", language=language)
            self.assertEqual(told.returncode, 0, told.stderr)
            for option in ("--background", "--demo", "--version", word):
                self.assertIn(option, told.stdout)

    def test_an_unknown_option_is_refused_and_the_right_ones_are_shown(self):
        for arguments in (["--sign"], ["--demo", "--sing"]):
            told = run(*arguments, platform="offscreen")
            self.assertEqual(told.returncode, WRONG_USAGE)
            self.assertIn(arguments[-1], told.stderr)
            self.assertIn("--background", told.stderr)


if __name__ == "__main__":
    unittest.main()
