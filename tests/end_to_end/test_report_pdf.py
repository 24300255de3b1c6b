"""`verify --report OUT.pdf`: read back by poppler's and qpdf's tools, in Kazakh and Russian."""

import os
import pathlib
import re
import shutil
import subprocess

from support import CLI, NOT_ESTABLISHED, USAGE, VALID, CliTest, environment, main


def words(text):
    """The text without its line breaks, which are where the page ends and not where the sentence does."""
    return re.sub(r"\s+", " ", text)


class ReportPdf(CliTest):
    def setUp(self):
        super().setUp()
        self.document = self.write("шарт.txt", "Шарт № 1\n".encode() * 30)
        self.sign(self.document)
        self.signed = self.folder / "шарт.txt.cms"

    def tool(self, *arguments):
        process = subprocess.run([*map(os.fspath, arguments)], capture_output=True, check=False, timeout=60)
        self.assertEqual(process.returncode, 0, f"{arguments}: {process.stderr.decode()}")
        return process.stdout.decode("utf-8")

    def report(self, code, language, *files, name="report.pdf"):
        ended = self.expect(code, "verify", *files, *self.trusting(), "--lang", language, "--report", name)
        return ended.text, self.folder / name

    def test_says_what_the_terminal_says_in_each_language(self):
        for language, title in (("kk", "Қолтаңбаны тексеру"), ("ru", "Проверка подписи")):
            told, path = self.report(VALID, language, self.signed, name=f"{language}.pdf")
            page = words(self.tool("pdftotext", path, "-"))
            self.assertIn(words(told.splitlines()[0]), page)
            self.assertIn(title, page)
            self.assertIn("шарт.txt.cms", page)
            for line in told.splitlines():
                if "–" in line:
                    self.assertIn(words(line.split("–", 1)[1]).strip(), page)
            self.assertRegex(page, r"1 ?/ ?\d")

    def test_is_a_sound_file_of_a4_pages_with_its_fonts_inside(self):
        _, path = self.report(VALID, "kk", self.signed)
        self.tool("qpdf", "--check", path)
        self.assertIn("A4", self.tool("pdfinfo", path))
        fonts = self.tool("pdffonts", path).splitlines()[2:]
        self.assertTrue(fonts)
        for font in fonts:
            self.assertEqual(font.split()[-5:-2], ["yes", "no", "yes"], font)
            self.assertIn("NotoSans", font)

    def test_many_files_fill_several_pages(self):
        copies = []
        for number in range(12):
            copy = self.folder / f"n{number}.cms"
            shutil.copyfile(self.signed, copy)
            copies.append(copy)
        _, path = self.report(VALID, "ru", *copies)
        page = words(self.tool("pdftotext", path, "-"))
        pages = int(re.search(r"Pages:\s+(\d+)", self.tool("pdfinfo", path)).group(1))
        self.assertGreater(pages, 2)
        self.assertRegex(page, rf"{pages} ?/ ?{pages}")
        for copy in copies:
            self.assertIn(copy.name, page)

    def test_a_name_is_text_and_loads_nothing(self):
        picture = self.write("p.png", b"no picture")
        evil = self.folder / "<img src='p.png'><b>.cms"
        shutil.copyfile(self.signed, evil)
        _, path = self.report(VALID, "ru", evil)
        self.assertIn("<img src='p.png'><b>.cms", words(self.tool("pdftotext", path, "-")))
        self.assertEqual(len(self.tool("pdfimages", "-list", path).splitlines()), 2)
        self.assertTrue(picture.exists())

    def test_an_existing_file_is_refused(self):
        self.write("report.pdf", b"mine")
        self.expect_error(USAGE, "file.exists", "verify", self.signed, *self.trusting(), "--report", "report.pdf")
        self.assertEqual((self.folder / "report.pdf").read_bytes(), b"mine")

    def test_without_the_printing_program_the_verdict_stands_and_the_failure_is_told(self):
        alone = self.folder / "bin"
        alone.mkdir()
        program = alone / "tanba-cli"
        shutil.copy2(CLI, program)
        process = subprocess.run([program, "verify", self.signed, *self.trusting(), "--report", "r.pdf", "--lang", "ru"],
                                 capture_output=True, check=False, timeout=60, env=environment(), cwd=self.folder)
        self.assertEqual(process.returncode, NOT_ESTABLISHED, process.stderr.decode())
        self.assertIn("Отчёт не удалось подготовить к печати или к сохранению в PDF", process.stderr.decode())
        self.assertFalse((self.folder / "r.pdf").exists())
        self.assertTrue(process.stdout)

    def test_the_printing_program_refuses_nonsense(self):
        printer = pathlib.Path(CLI).parent / "tanba-print"
        for content, code in ((b"", 64), (b"x" * (33 * 1024 * 1024), 64)):
            process = subprocess.run([printer], input=content, capture_output=True, check=False, timeout=60)
            self.assertEqual((process.returncode, process.stdout), (code, b""))


if __name__ == "__main__":
    main()
