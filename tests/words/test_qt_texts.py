"""Every text of Qt that a person can meet here is in translations/qt.json.

qt_texts.json has the texts of Qt 6.4 by their contexts, as its own translations (qtbase_ru.qm) list them: the dialogs, menus
and buttons of which the program shows some, and what a screen reader is told. Left out: About Qt and shortcuts of keys.
tests/gui/qt_texts_test.cpp hears what Qt really asks for."""

import json
import pathlib
import unittest

from texts import ROOT

LIST = pathlib.Path(__file__).parent / "qt_texts.json"


class QtTexts(unittest.TestCase):
    def test_each_is_translated_and_none_is_left_over(self):
        wanted = {text for texts in json.loads(LIST.read_text()).values() for text in texts}
        self.assertGreater(len(wanted), 150, "the list was not read")
        rows = set(json.loads((ROOT / "translations/qt.json").read_text()))
        self.assertEqual(sorted(wanted - rows), [], "translate them in translations/qt.json")
        self.assertEqual(sorted(rows - wanted), [], "Qt never asks for them")


if __name__ == "__main__":
    unittest.main()
