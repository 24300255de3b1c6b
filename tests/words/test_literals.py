"""No word that a person can see stands in the code of the window: every text comes from the tables."""

import unittest

from literals import literals_shown
from texts import ROOT

ACCEPTED = {
    ("app/gui/pages/settings_page.cpp", "Қазақша"): "a language is named in itself",
    ("app/gui/pages/settings_page.cpp", "Русский"): "a language is named in itself",
    ("app/gui/widgets/secret_line_edit.cpp", "ӘҒҚҢӨҰҮҺІәғқңөұүһі"): "letters by which a layout is known",
}

SHOWN = (
    'button->setText(QStringLiteral("Save"));',
    'setWindowTitle(name + QLatin1String(" – settings of it"));',
    'box->addItem(tr("Open"));',
    'return QStringLiteral("Nothing was found");',
    'constexpr const char* kTitle = "Кілт";',
    'banner->showMessage(CardKind::Bad, fromUtf8("Failed"), {});',
)
NOT_SHOWN = (
    'button->setText(words.say(Phrase::Save, {{"name", file}}));',
    'setObjectName(QStringLiteral("column"));',
    '// setText("Save")',
    'text->setText(QStringLiteral("<b>%1</b> · ") + name);',
    'setWindowTitle(QStringLiteral("Tanba"));',
    'return fail(FailureCode::FileNotFound, "disk");',
)


class Literals(unittest.TestCase):
    def test_it_finds_what_it_is_for(self):
        for code in SHOWN:
            self.assertEqual(len(literals_shown(code)), 1, code)
        for code in NOT_SHOWN:
            self.assertEqual(literals_shown(code), [], code)

    def test_no_text_stands_in_the_code(self):
        files = [path for path in sorted((ROOT / "app/gui").rglob("*")) if path.suffix in (".cpp", ".h")]
        self.assertGreater(len(files), 200, "the sources were not found")
        found = [(path.relative_to(ROOT).as_posix(), line, literal) for path in files
                 for line, literal in literals_shown(path.read_text())]
        wrong = [f"{path}:{line}: «{literal}» belongs into translations/gui.json" for path, line, literal in found
                 if (path, literal) not in ACCEPTED]
        self.assertFalse(wrong, "\n" + "\n".join(wrong))
        gone = set(ACCEPTED) - {(path, literal) for path, _, literal in found}
        self.assertFalse(gone, f"no longer there, take it out of ACCEPTED: {gone}")


if __name__ == "__main__":
    unittest.main()
