"""Verdicts, exit codes, words and reports of `verify`, on files signed with keys of the test PKI."""

import os
import re
import shutil

from support import (DONE, INVALID, NOT_ESTABLISHED, PKI, SANITIZED, UNREADABLE, USAGE, VALID, CliTest, environment,
                     fingerprint, main)

CONTENT = "Шарт № 1\n".encode() * 30


class Verify(CliTest):
    def setUp(self):
        super().setUp()
        self.document = self.write("шарт.txt", CONTENT)
        self.sign(self.document)
        self.signed = self.folder / "шарт.txt.cms"

    def changed(self, name="changed.cms"):
        content = self.signed.read_bytes()
        return self.write(name, content.replace("№ 1".encode(), "№ 2".encode(), 1))

    def verdict(self, code, *arguments, **more):
        return self.expect(code, "verify", *arguments, "--json", **more).json

    def reasons(self, report):
        return {reason["code"] for signature in report["signatures"] for reason in signature["reasons"]}

    # The three answers

    def test_valid(self):
        report = self.verdict(VALID, self.signed, *self.trusting())
        self.assertEqual(report["verdict"], "valid")
        signature = report["signatures"][0]
        self.assertEqual((signature["integrity"], signature["chain"], signature["revocation"]), ("ok", "ok", "good"))
        self.assertIn("notice.your_anchors", self.reasons(report))

    def test_invalid_when_the_content_changed(self):
        report = self.verdict(INVALID, self.changed(), *self.trusting())
        self.assertEqual((report["verdict"], report["signatures"][0]["integrity"]), ("invalid", "content_changed"))

    def test_invalid_when_revoked(self):
        self.sign(self.document, "-o", "r.cms", key="revoked.p12")
        report = self.verdict(INVALID, "r.cms", *self.trusting())
        self.assertEqual(report["signatures"][0]["revocation"], "revoked")
        self.assertIn("revocation.revoked", self.reasons(report))

    def test_not_established_without_anchors(self):
        report = self.verdict(NOT_ESTABLISHED, self.signed)
        self.assertEqual((report["verdict"], report["signatures"][0]["chain"]), ("indeterminate", "no_anchor"))

    def test_not_established_without_lists(self):
        report = self.verdict(NOT_ESTABLISHED, self.signed, "--trust", self.trust_folder())
        self.assertEqual(report["signatures"][0]["revocation"], "unknown")

    def test_not_established_when_expired_without_a_time_stamp(self):
        self.sign(self.document, "--allow-expired", "-o", "e.cms", key="expired.p12")
        report = self.verdict(NOT_ESTABLISHED, "e.cms", *self.trusting())
        self.assertEqual(report["signatures"][0]["chain"], "expired")

    def test_not_established_without_the_document(self):
        self.sign(self.document, fmt="cms-detached")
        shutil.move(self.folder / "шарт.txt.p7s", self.folder / "alone.p7s")
        report = self.verdict(NOT_ESTABLISHED, "alone.p7s", *self.trusting())
        self.assertEqual(report["signatures"][0]["integrity"], "content_missing")
        self.assertEqual(self.verdict(VALID, "alone.p7s", "--content", self.document, *self.trusting())["content"],
                         str(self.document))

    def test_a_strangers_key_is_not_established(self):
        self.sign(self.document, "-o", "o.cms", key="other.p12")
        self.verdict(NOT_ESTABLISHED, "o.cms", *self.trusting())

    def test_an_authority_that_is_trusted_by_name_alone_is_enough(self):
        only = self.folder / "only"
        only.mkdir()
        shutil.copyfile(PKI / "authority.cer", only / "a.cer")
        self.verdict(VALID, self.signed, "--trust", only, "--crl", PKI / "crl")

    def test_the_document_is_found_beside_its_signature(self):
        self.sign(self.document, fmt="cms-detached")
        report = self.verdict(VALID, "шарт.txt.p7s", *self.trusting())
        self.assertEqual(report["content"], "шарт.txt")
        told = self.expect(VALID, "verify", "шарт.txt.p7s", *self.trusting()).text
        self.assertIn("found beside it: “шарт.txt”", told)
        self.document.write_bytes(CONTENT + b".")
        self.verdict(INVALID, "шарт.txt.p7s", *self.trusting())

    def test_another_document_is_not_this_document(self):
        self.sign(self.document, fmt="cms-detached")
        other = self.write("other.txt", CONTENT + b" ")
        report = self.verdict(INVALID, "шарт.txt.p7s", "--content", other, *self.trusting())
        self.assertEqual(report["signatures"][0]["integrity"], "content_changed")

    def test_at_judges_for_another_moment(self):
        report = self.verdict(NOT_ESTABLISHED, self.signed, *self.trusting(), "--at", "2001-01-01T00:00:00+05:00")
        self.assertEqual(report["signatures"][0]["chain"], "not_yet_valid")

    def test_no_flipped_byte_is_valid_with_other_content(self):
        original = self.signed.read_bytes()
        step = max(1, len(original) // 40)
        names = []
        for position in range(0, len(original), step):
            flipped = bytearray(original)
            flipped[position] ^= 0x04
            names.append(f"flip{position}")
            self.write(names[-1], bytes(flipped))
        report = self.run_cli("verify", *names, *self.trusting(), "--json").json
        for file in report["files"]:
            if file.get("verdict") == "valid":
                self.assertEqual(file["signatures"][0]["signer"]["iin"], "991231500016", file)
                self.assertIn(CONTENT, (self.folder / file["input"]["name"]).read_bytes())
        self.assertGreater(sum("error" in file or file["verdict"] != "valid" for file in report["files"]), 30)

    def test_a_gibibyte_is_read_through_a_small_window(self):
        document = self.folder / "large"
        with document.open("wb") as file:
            file.truncate(1 << 30)
        self.expect(DONE, *self.sign_arguments("rsa_signing.p12"), "--format", "cms-detached", document, timeout=300)
        ended, highest = self.run_measured("verify", "large.p7s", *self.trusting(), "--json", timeout=300)
        self.assertEqual(ended.code, VALID, str(ended))
        if not SANITIZED:  # sanitizers keep freed memory
            self.assertGreater(highest, 0)
            self.assertLess(highest, 100 << 20)
        with document.open("r+b") as file:
            file.seek(-1, os.SEEK_END)
            file.write(b"1")
        report = self.verdict(INVALID, "large.p7s", *self.trusting(), timeout=300)
        self.assertEqual(report["signatures"][0]["integrity"], "content_changed")

    # Several signers

    def test_of_two_good_signers_both_are_named(self):
        self.expect(DONE, *self.sign_arguments("head.p12"), "--add-to", self.signed, "-o", "two.cms")
        report = self.verdict(VALID, "two.cms", *self.trusting())
        self.assertEqual(sorted(signature["signer"]["bin"] != "" for signature in report["signatures"]), [False, True])
        told = self.expect(VALID, "verify", "two.cms", *self.trusting()).text
        for signature in report["signatures"]:
            self.assertIn(signature["signer"]["name"], told)

    def test_of_two_signers_the_worse_decides(self):
        for key, code, verdict in (("revoked.p12", INVALID, "invalid"), ("other.p12", NOT_ESTABLISHED, "indeterminate")):
            with self.subTest(key=key):
                output = f"with-{key}.cms"
                self.expect(DONE, *self.sign_arguments(key), "--add-to", self.signed, "-o", output)
                report = self.verdict(code, output, *self.trusting())
                self.assertEqual(report["verdict"], verdict)
                self.assertEqual([signature["integrity"] for signature in report["signatures"]], ["ok", "ok"])

    # Several files

    def test_of_several_the_worst_counts(self):
        good, bad = self.signed, self.changed()
        unknown = self.folder / "unknown.cms"
        self.sign(self.document, "-o", unknown, key="other.p12")
        unreadable = self.write("unreadable.cms", b"not a signed file at all")
        cases = [((good, good), VALID, "valid"), ((good, unknown), NOT_ESTABLISHED, "indeterminate"),
                 ((unknown, unreadable, good), UNREADABLE, "unreadable"), ((bad, good), INVALID, "invalid"),
                 ((good, unreadable, bad, unknown), INVALID, "invalid")]
        for files, code, verdict in cases:
            report = self.verdict(code, *files, *self.trusting())
            self.assertEqual(report["verdict"], verdict)
            self.assertEqual(len(report["files"]), len(files))

    def test_results_are_in_the_order_of_the_arguments(self):
        names = []
        for number in range(60):
            name = f"{number:02}.cms"
            shutil.copyfile(self.signed, self.folder / name)
            names.append(name)
        (self.folder / names[7]).write_bytes(b"junk")
        ended = self.expect(UNREADABLE, "verify", *names, *self.trusting())
        told = [line for line in ended.text.splitlines() if re.fullmatch(r"\d\d\.cms", line)]
        self.assertEqual(told, names)
        files = self.verdict(UNREADABLE, *names, *self.trusting())["files"]
        self.assertEqual(["error" in file for file in files], [number == 7 for number in range(60)])

    # Words

    def test_the_verdict_is_the_first_sentence_in_every_language(self):
        sentences = {
            "kk": ("Қолтаңба Сіз көрсеткен сенім сертификаттары бойынша жарамды. Құжатқа СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ қол қойған",
                   "Қолтаңба жарамсыз: құжат қол қойылғаннан кейін өзгертілген."),
            "ru": ("Подпись действительна по указанным Вами доверенным сертификатам. Документ подписал(а) СЫНАҚОВ",
                   "Подпись недействительна: документ изменён после подписания."),
            "en": ("The signature is valid by your anchors. СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ signed the document",
                   "The signature is not valid: the document was changed after signing."),
        }
        changed = self.changed()
        for language, (valid, invalid) in sentences.items():
            self.assertTrue(self.expect(VALID, "verify", self.signed, *self.trusting(), "--lang", language)
                            .text.startswith(valid))
            self.assertTrue(self.expect(INVALID, "verify", changed, *self.trusting(), "--lang", language)
                            .text.startswith(invalid))

    def test_times_are_local_and_say_their_offset(self):
        told = self.expect(VALID, "verify", self.signed, *self.trusting(), env=environment(TZ="Asia/Almaty")).text
        self.assertRegex(told, r"\d{2}:\d{2} \(UTC\+[56]\)")

    # Reports

    def test_a_report_in_html(self):
        for language in ("kk", "ru", "en"):
            name = f"{language}.html"
            self.expect(VALID, "verify", self.signed, *self.trusting(), "--report", name, "--lang", language)
            page = (self.folder / name).read_text("utf-8")
            self.assertTrue(page.startswith(f'<!DOCTYPE html>\n<html lang="{language}">'))
            self.assertIn("991231500016", page)
            self.assertIn(fingerprint(self.signed), page)
            self.assertNotRegex(page, r"<script|https?:|src=|href=")

    def test_a_report_in_json_is_the_object_of_standard_output(self):
        import json
        ended = self.expect(INVALID, "verify", self.changed(), *self.trusting(), "--report", "r.json", "--json")
        self.assertEqual(json.loads((self.folder / "r.json").read_bytes())["verdict"], "invalid")
        self.assertEqual(ended.json["verdict"], "invalid")

    def test_a_report_of_several_files(self):
        self.expect(INVALID, "verify", self.signed, self.changed(), "missing.cms", *self.trusting(), "--report", "r.html")
        page = (self.folder / "r.html").read_text("utf-8")
        self.assertEqual(page.count("<article>"), 3)
        self.assertIn("The file was not found", page)

    def test_a_report_replaces_nothing(self):
        existing = self.write("r.html", b"precious")
        self.expect_error(USAGE, "file.exists", "verify", self.signed, "--report", existing)
        self.assertEqual(existing.read_bytes(), b"precious")
        self.expect_error(USAGE, "file.exists", "verify", self.signed, "--report", self.signed.rename(
            self.signed.with_suffix(".html")))

    def test_a_report_that_cannot_be_written_is_no_success(self):
        ended = self.expect(NOT_ESTABLISHED, "verify", self.signed, *self.trusting(), "--report", "no/folder/r.html", "--json")
        self.assertEqual(ended.json["verdict"], "valid")
        self.assertIn("error", ended.json)

    # Folders

    def test_unusable_folders(self):
        empty = self.folder / "empty"
        empty.mkdir()
        self.expect_error(UNREADABLE, "trust.folder_unusable", "verify", self.signed, "--trust", empty)
        self.expect_error(UNREADABLE, "trust.folder_unusable", "verify", self.signed, "--trust", "missing")
        ended = self.expect(UNREADABLE, "verify", self.signed, "--crl", "missing", "--json")
        self.assertIn("error", ended.json)

    def test_standard_input(self):
        self.assertEqual(self.verdict(VALID, "-", *self.trusting(), stdin=self.signed.read_bytes())["verdict"], "valid")

    def test_a_closed_standard_output_is_no_valid(self):
        self.assertEqual(self.run_to_full("verify", self.signed, *self.trusting()), NOT_ESTABLISHED)
        self.assertEqual(self.run_to_full("verify", self.changed(), *self.trusting()), INVALID)
        self.assertNotEqual(self.run_to_full("key", "find", self.folder), DONE)

    def run_to_full(self, *arguments):
        import subprocess

        from support import CLI
        with open("/dev/full", "wb") as full:
            return subprocess.run([CLI, *map(str, arguments)], stdout=full, stderr=subprocess.DEVNULL, env=environment(),
                                  cwd=self.folder, check=False, timeout=60).returncode


if __name__ == "__main__":
    main()
