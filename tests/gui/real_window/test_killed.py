"""The program is killed while it signs a hundred documents, started again, and goes on."""

import hashlib
import json
import os
import pathlib
import subprocess
import unittest

from first_key import open_first_key, say_it_is_mine
from program import LONGEST_WAIT, Program, wait_until
from words import say

KEY = pathlib.Path(os.environ["TANBA_TEST_PKI"]) / "person.p12"
PASSWORD = "Qwerty12"
OWNER = "СЫНАҚОВ"
DOCUMENTS = 100
SIZE = 1 << 20  # bytes of each: smaller ones would all be signed before anybody could look
ENOUGH = 10  # results, when it is killed


def words(code, **values):
    text = say(code, "kk")
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def digests(files):
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


class Killed(unittest.TestCase):
    def setUp(self):
        self.program = Program("kk", keys=[KEY])
        self.addCleanup(self.program.abandon)
        self.folder = self.program.home / "acts"
        self.folder.mkdir()
        for number in range(DOCUMENTS):
            (self.folder / f"act-{number:03}.txt").write_bytes(b"Act %03d\n" % number * (SIZE // 8))

    def results(self):
        return sorted(self.folder.glob("*.p7s"))

    def data(self, pattern):
        return sorted((self.program.home / ".local/share").rglob(pattern))

    def consent(self, count):
        program = self.program
        program.wait_for(words("sign.many.title", count=count))
        program.focus_is_on(words("key.password"))
        program.type(PASSWORD)

        def on_button():  # Return leads to the button once it is awake
            program.keys("Return")
            return program.focused().get_name() == words("sign.go.many", count=count)
        wait_until(on_button, "the button that signs")
        program.keys("space")

    def verify(self, signature):
        checked = subprocess.run([os.environ["TANBA_CLI"], "verify", "--json", "--offline", signature],
                                 capture_output=True, text=True, timeout=LONGEST_WAIT)
        return json.loads(checked.stdout)["signatures"]

    def test_what_was_signed_stays_and_the_rest_follows(self):
        program = self.program
        originals = digests(self.folder.iterdir())
        open_first_key(program, words, KEY.name, PASSWORD)
        say_it_is_mine(program, words, OWNER)
        program.start_again(self.folder)
        program.focus_is_on(words("sign.next"))
        program.keys("space")
        self.consent(DOCUMENTS)
        wait_until(lambda: len(self.results()) >= ENOUGH, "some results")
        program.kill()
        before = digests(self.results())
        self.assertLess(len(before), DOCUMENTS, "it was not killed in the middle")
        self.assertEqual(len(self.data("*.signing.jsonl")), 1, "what was to be signed is on record")

        program.start()
        program.wait_for(words("sign.attention.unfinished"))
        program.press(program.node(words("sign.go_on")))
        self.consent(DOCUMENTS - len(before))
        program.wait_for(words("sign.done.many"))
        self.assertEqual(program.end(), 0)

        after = digests(self.results())
        self.assertEqual(sorted(after), [f"{name}.p7s" for name in sorted(originals)], "none lost, none twice")
        self.assertEqual({name: after[name] for name in before}, before, "what was signed before is as it was")
        everything = digests(self.folder.iterdir())
        self.assertEqual(sorted(everything), sorted({*originals, *after}), "nothing half-written is left")
        self.assertEqual({name: everything[name] for name in originals}, originals, "no document was touched")
        for result in self.results():
            signatures = self.verify(result)
            self.assertEqual([each["integrity"] for each in signatures], ["ok"], result.name)
        self.assertEqual(self.data("*.signing.jsonl"), [])
        lines = self.data("journal.jsonl")[0].read_text().split("\n")
        told = sorted(pathlib.Path(json.loads(line)["output"]).name for line in lines if line)
        self.assertEqual(told, sorted(after), "each signature is in the journal once")


if __name__ == "__main__":
    unittest.main()
