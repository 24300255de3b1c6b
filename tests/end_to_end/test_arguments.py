"""The command line itself: forms, languages, exit codes and JSON of every complaint."""

import json
import re

from support import DONE, USAGE, CliTest, environment, main

COMMANDS = [[], ["key"], ["key", "info"], ["key", "passwd"], ["key", "find"], ["card"], ["card", "list"],
            ["card", "info"], ["card", "pin"], ["card", "unblock"], ["card", "survey"], ["sign"], ["verify"],
            ["login"]]

WRONG = [
    # arguments, the row of the text table, what is named
    ([], "no_command", ""),
    (["key"], "no_command", ""),
    (["key", "info"], "missing", "FILE.p12"),
    (["key", "passwd"], "missing", "FILE.p12"),
    (["card"], "no_command", ""),
    (["card", "info", "a", "b"], "unknown_argument", "b"),
    (["card", "list", "a"], "unknown_argument", "a"),
    (["sign"], "missing", "--key | --token"),
    (["sign", "--token", "demo"], "missing", "--format"),
    (["sign", "--key", "k.p12", "--token", "demo", "--format", "cms", "a"], "key_and_token", "--key --token"),
    (["sign", "--key", "k.p12"], "missing", "--format"),
    (["sign", "--key", "k.p12", "--format", "cms"], "missing", "IN"),
    (["sign", "--key", "k.p12", "--format", "pdf", "a"], "bad_value", "--format pdf"),
    (["sign", "--key", "k.p12", "--format", "cms", "--encoding", "utf8", "a"], "bad_value", "--encoding utf8"),
    (["sign", "--key", "k.p12", "--format", "cms-detached", "--digest", "md5", "a"], "bad_value", "--digest md5"),
    (["sign", "--key", "k.p12", "--format", "cms", "-o", "x", "a", "b"], "one_output_for_several", "-o"),
    (["sign", "--key", "k.p12", "--format", "cms", "-o", "x", "--out-dir", "d", "a"], "two_outputs", "-o --out-dir"),
    (["sign", "--key", "k.p12", "--format", "xml", "--encoding", "pem", "a"], "encoding_of_xml", "--encoding"),
    (["sign", "--key", "k.p12", "--format", "raw", "--encoding", "pem", "a"], "pem_of_raw", "--encoding"),
    (["sign", "--key", "k.p12", "--format", "xml", "--add-to", "s", "a"], "add_to_only_cms", "--add-to"),
    (["sign", "--key", "k.p12", "--add-to", "s", "a", "b"], "add_to_one_document", "--add-to"),
    (["sign", "--key", "k.p12", "--format", "cms", "--digest", "sha256", "a"], "digest_only_detached", "--digest"),
    (["sign", "--key", "k.p12", "--format", "cms", "--password-file", "-", "-"], "standard_input_twice",
     "--password-file -"),
    (["sign", "--key", "k.p12", "--format", "cms", "-", "a"], "standard_input_among_several", "-"),
    (["sign", "--key", "k.p12", "--format", "cms", "-", "--out-dir", "d"], "standard_input_needs_output", "--out-dir"),
    (["verify"], "missing", "FILE"),
    (["verify", "a", "b", "--content", "c"], "content_for_several", "--content"),
    (["verify", "a", "--at", "yesterday"], "bad_value", "--at yesterday"),
    (["verify", "a", "--report", "r.docx"], "report_kind", "--report r.docx"),
    (["verify", "-", "--content", "-"], "standard_input_twice", "-"),
    (["verify", "a", "--trust"], "option_value", "--trust"),
    (["verify", "a", "--verbose"], "unknown_argument", "--verbose"),
    (["key", "info", "a", "b"], "unknown_argument", "b"),
    (["login"], "missing", "URL"),
    (["login", "https://portal.example"], "missing", "--key | --token"),
    (["login", "https://portal.example", "--factor", "fax"], "bad_value", "--factor fax"),
    (["login", "https://portal.example", "--key", "k.p12", "--token", "demo"], "key_and_token", "--key --token"),
    (["login", "https://portal.example", "--resume"], "login_resume_alone", "--resume"),
    (["login", "--resume", "--key", "k.p12"], "login_resume_alone", "--resume"),
    (["login", "https://portal.example", "--factor", "qr", "--browser", "--token-file", "t"], "two_outputs",
     "--browser --token-file"),
    (["frobnicate"], "unknown_argument", "frobnicate"),
    (["--lang", "de", "verify", "a"], "bad_value", "--lang de"),
]


class Arguments(CliTest):
    def test_what_is_wrong_is_named_in_a_sentence_and_in_one_object(self):
        for arguments, row, subject in WRONG:
            with self.subTest(arguments=arguments):
                error = self.expect_error(USAGE, "usage", *arguments)
                self.assertEqual((error["detail"], error["subject"]), (row, subject))
                human = self.expect(USAGE, *arguments)
                self.assertEqual(human.out, b"")
                self.assertIn("tanba-cli sign --key", human.errors)

    def test_signature_and_json_do_not_share_standard_output(self):
        for arguments in (["-", "--json"], ["a", "-o", "-", "--json"]):
            ended = self.expect(USAGE, "sign", "--key", "k.p12", "--format", "cms", *arguments)
            self.assertEqual(ended.json["error"]["detail"], "json_and_standard_output")

    def test_a_password_is_no_argument_and_is_not_repeated(self):
        for words in (["--password", "Secret123"], ["--password=Secret123"], ["-p", "Secret123"]):
            ended = self.expect(USAGE, "key", "info", "k.p12", *words)
            self.assertNotIn("Secret123", ended.text + ended.errors)
            ended = self.expect(USAGE, "key", "info", "k.p12", *words, "--json")
            self.assertNotIn("Secret123", ended.text + ended.errors)

    def test_help_is_there_for_every_command_in_every_language(self):
        seen = set()
        for language in ("kk", "ru", "en"):
            for command in COMMANDS:
                ended = self.expect(DONE, *command, "--help", "--lang", language)
                self.assertEqual(ended.err, b"")
                self.assertIn("tanba-cli", ended.text)
                self.assertIn("--help", ended.text)
                self.assertNotRegex(ended.text, r"\{|\[:")
                cyrillic = bool(re.search("[а-яәіңғүұқөһ]", ended.text))
                self.assertEqual(cyrillic, language != "en", ended.text)
                seen.add(ended.text)
        self.assertEqual(len(seen), 3 * len(COMMANDS))

    def test_help_tells_the_secrets_of_the_demonstration(self):
        for command in (["card"], ["card", "info"], ["card", "pin"], ["card", "unblock"]):
            self.assertRegex(self.expect(DONE, *command, "--help", "--lang", "en").text, "PIN 1234, PUK 12345678")
        self.assertIn("PIN 1234", self.expect(DONE, "sign", "--help", "--lang", "en").text)
        self.assertIn("--token NAME", self.expect(DONE, "sign", "--help").text)

    def test_help_of_verify_states_the_exit_codes(self):
        text = self.expect(DONE, "verify", "--help", "--lang", "en").text
        self.assertIn("0 valid, 1 invalid, 2 could not be established, 64", text)
        self.assertIn("valid < could not be established < cannot be read < invalid", text)

    def test_version(self):
        self.assertRegex(self.expect(DONE, "--version").text, r"^\d+\.\d+\.\d+\n$")
        self.assertRegex(self.expect(DONE, "--json", "--version").json["version"], r"^\d+\.\d+\.\d+$")
        self.assertIn("tanba-cli", self.expect(DONE, "--json", "--help").json["help"])

    def test_general_options_stand_before_or_after_the_command(self):
        for arguments in (["--json", "--lang", "ru", "verify", "nowhere"], ["verify", "--json", "nowhere", "--lang", "ru"],
                          ["verify", "nowhere", "--lang=ru", "--offline", "--json"]):
            self.assertIn("Файл не найден", self.expect(65, *arguments).json["error"]["message"])

    def test_the_language_is_chosen_by_option_then_by_environment(self):
        sentences = {"kk": "Файл табылмады", "ru": "Файл не найден", "en": "The file was not found"}

        def said(*arguments, **variables):
            return self.expect(65, "verify", "nowhere", *arguments, env=environment(**variables)).errors

        for language, sentence in sentences.items():
            self.assertIn(sentence, said("--lang", language))
            self.assertIn(sentence, said(TANBA_LANG=language))
            self.assertIn(sentence, said("--lang", language, LC_ALL="ru_RU.UTF-8"))
        self.assertIn(sentences["kk"], said(LANG="kk_KZ.UTF-8"))
        self.assertIn(sentences["ru"], said(LANG="kk_KZ.UTF-8", LC_ALL="ru_RU.UTF-8"))
        self.assertIn(sentences["en"], said(LANG="de_DE.UTF-8"))

    def test_two_dashes_end_the_options(self):
        ended = self.expect(65, "verify", "--json", "--", "--help")
        self.assertEqual(ended.json["error"]["subject"], "--help")

    def test_a_name_that_is_no_utf8_stays_json(self):
        ended = self.expect(65, "verify", b"\xff\xfe.cms", "--json")
        self.assertEqual(json.loads(ended.out)["error"]["code"], "file.not_found")

    def test_a_name_cannot_write_to_the_terminal(self):
        ended = self.expect(65, "verify", "a\x1b[31m\u202eb.cms")
        self.assertNotIn(b"\x1b", ended.err)
        self.assertNotIn("\u202e", ended.errors)


if __name__ == "__main__":
    main()
