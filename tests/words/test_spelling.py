"""No Kazakh or Russian text has a word that neither hunspell's dictionary nor accepted/ knows."""

import os
import shutil
import sys
import unittest

import spelling
from rules import ACCEPTED
from texts import Text, all_texts

SKIPPED = 77  # ctest: SKIP_RETURN_CODE


def missing():
    if shutil.which("hunspell") is None:
        return "hunspell is not installed"
    for language, dictionary in spelling.DICTIONARIES.items():
        if not os.path.exists(f"/usr/share/hunspell/{dictionary}.dic"):
            return f"hunspell-{language} is not installed"
    return None


class Spelling(unittest.TestCase):
    maxDiff = None

    def test_a_misspelt_word_is_found(self):
        for language, right, wrong in (("kk", "Қолтаңба жарамды", "Қолтаңбба жарамды"), ("ru", "Ключ найден", "Клуч найден")):
            places = spelling.forms_of([Text("sample", language, right)], language)
            self.assertEqual(spelling.trouble(places, language), [])
            places = spelling.forms_of([Text("sample", language, wrong)], language)
            self.assertEqual(len(spelling.trouble(places, language)), 1)

    def test_every_word_is_known(self):
        texts = all_texts()
        for language in spelling.DICTIONARIES:
            places = spelling.forms_of(texts, language)
            self.assertGreater(len(places), 1000, "the texts were not found")
            found = spelling.trouble(places, language)
            self.assertFalse(found, "\n" + "\n".join(found))

    def test_lists_are_in_order(self):
        for path in ACCEPTED.glob("*.txt"):
            lines = path.read_text().splitlines()
            self.assertEqual(lines, sorted(set(lines)), f"{path.name}: sort it (LC_ALL=C sort -u)")


if __name__ == "__main__":
    why = missing()
    if why is not None:
        print(f"NOT CHECKED: {why}", file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)
    unittest.main()
