"""Reads every text of the program: the tables of translations/ and the articles of its help."""

import json
import pathlib
import re
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
LANGUAGES = ("kk", "ru", "en")
TABLES = ("messages", "gui", "qt")


@dataclass(frozen=True)
class Text:
    """One text in one language; `place` is where a person finds it."""

    place: str
    language: str
    content: str

    def __str__(self):
        return f"{self.place} ({self.language}): {self.content}"


@dataclass(frozen=True)
class Row:
    """The same text in every language."""

    place: str
    contents: dict  # language -> content; a language is absent when its text is


def table_rows(table, name):
    """The rows of a table as it stands in a file: code -> language -> member -> text."""
    rows = []
    for code, languages in table.items():
        members = sorted(set().union(*languages.values()))
        for member in members:
            contents = {language: texts[member] for language, texts in languages.items() if texts.get(member)}
            rows.append(Row(f"translations/{name}.json {code}/{member}", contents))
    return rows


def help_rows():
    """Titles and keywords of the help; its articles differ in length and are read by help_texts()."""
    topics = json.loads((ROOT / "translations/help/index.json").read_text())["topics"]
    return [Row(f"translations/help/index.json {topic['id']}/titles", topic["titles"]) for topic in topics]


def all_rows():
    rows = help_rows()
    for name in TABLES:
        rows += table_rows(json.loads((ROOT / f"translations/{name}.json").read_text()), name)
    return rows


def help_texts():
    """The articles, a line each, without the addresses of links."""
    texts = []
    for language in LANGUAGES:
        for path in sorted((ROOT / "translations/help" / language).glob("*.md")):
            place = path.relative_to(ROOT).as_posix()
            for number, line in enumerate(path.read_text().splitlines(), 1):
                bare = re.sub(r"\]\([^)]*\)", "]", line).strip()
                if bare:
                    texts.append(Text(f"{place}:{number}", language, bare))
    return texts


def all_texts():
    texts = [Text(row.place, language, content) for row in all_rows() for language, content in row.contents.items()]
    return texts + help_texts()
