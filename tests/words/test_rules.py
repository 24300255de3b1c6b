"""Every text keeps to rules.py, and every rule finds what it is for."""

import unittest

import rules
from texts import Row, Text, all_rows, all_texts, table_rows

# rule -> a language, a text that breaks it, one that looks similar and does not
SAMPLES = {
    rules.inflected_placeholder: [
        ("kk", "{name}ның кілті", "{name} кілті"),
        ("kk", "«{name}»-ға жіберу", "«{name}» адамына жіберу"),
        ("kk", "%1-ге дейін", "%1 дейін"),
        ("ru", "{days}-дневный срок", "срок: {days} дн."),
        ("ru", "файл{name}", "файл {name}"),
    ],
    rules.mixed_alphabets: [("kk", "Kілт", "Кілт"), ("ru", "пaроль", "пароль")],
    rules.foreign_alphabet: [("ru", "Құпия слово", "№ 500/НҚ"), ("en", "The ключ", "The key")],
    rules.look_alike_word: [("ru", "пароль c буквой", "пароль с буквой"), ("ru", "Ключ He найден", "tanba-cli -c a.b")],
    rules.ending_without_hyphen: [("kk", "ЭЦҚның кілті", "ЭЦҚ-ның кілті")],
    rules.familiar: [("kk", "Сенің кілтің", "Сіздің кілтіңіз"), ("ru", "Введи твой пароль", "Введите пароль"),
                     ("kk", "Кілт сіздікі", "Кілт Сіздікі"), ("ru", "Это ваш ключ", "Это Ваш ключ")],
    rules.untidy: [
        ("ru", "Готово!", "> Здравствуйте!"),
        ("ru", "Ключ - файл", "Ключ – файл"),
        ("kk", "«Кілт", "«Кілт»"),
    ],
}


class Rules(unittest.TestCase):
    def test_each_finds_what_it_is_for(self):
        self.assertEqual(set(SAMPLES), set(rules.TEXT_RULES))
        for rule, samples in SAMPLES.items():
            for language, wrong, right in samples:
                with self.subTest(rule=rule.__name__, text=wrong):
                    self.assertTrue(list(rule(Text("sample", language, wrong))))
                    self.assertEqual(list(rule(Text("sample", language, right))), [])

    def test_rows(self):
        half = table_rows({"a": {"kk": {"what": "Бір"}, "ru": {"what": "Один"}, "en": {"what": ""}}}, "sample")[0]
        self.assertEqual(len(list(rules.missing_language(half))), 1)
        same = Row("sample", {"kk": "Ключ {name}", "ru": "Ключ {name}", "en": "Key {name}"})
        self.assertEqual(len(list(rules.not_translated(same, set()))), 1)
        self.assertEqual(list(rules.not_translated(same, {"Ключ {name}"})), [])
        self.assertEqual(list(rules.different_placeholders(same)), [])
        other = Row("sample", {"kk": "{name}", "ru": "{nam}", "en": "{name}"})
        self.assertEqual(len(list(rules.different_placeholders(other))), 1)


class Texts(unittest.TestCase):
    maxDiff = None

    def test_rows_are_complete_and_translated(self):
        rows = all_rows()
        self.assertGreater(len(rows), 500, "the tables were not found")
        found = [trouble for row in rows for rule in rules.ROW_RULES for trouble in rule(row)]
        self.assertFalse(found, "\n" + "\n".join(found))

    def test_texts_keep_to_the_rules(self):
        texts = all_texts()
        self.assertGreater(len(texts), 2500, "the tables and the help were not found")
        found = [trouble for text in texts for rule in rules.TEXT_RULES for trouble in rule(text)]
        self.assertFalse(found, "\n" + "\n".join(found))


if __name__ == "__main__":
    unittest.main()
