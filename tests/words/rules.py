"""What every text must keep to. Each rule yields what is wrong as a sentence for the person who wrote the text."""

import pathlib
import re

from texts import LANGUAGES

KAZAKH_ONLY = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
PLACEHOLDER = r"(?:\{[a-z_]+\}|%\d|%n)"
ACCEPTED = pathlib.Path(__file__).parent / "accepted"

# Names that are written so in every language: an order of the ministry, what stands on keyboards, a language's own name,
# the Kazakh and the Russian name of the monthly calculation index.
NAMES = ("500/НҚ", "ҚАЗ", "РУС", "Қазақша", "Русский", "АЕК, МРП")


def without_names(content):
    for name in NAMES:
        content = content.replace(name, " ")
    return content


def accepted(name):
    return set((ACCEPTED / name).read_text().splitlines())


def is_letter(character):
    return character.isalpha()


def is_cyrillic(character):
    return "\u0400" <= character <= "\u052f"


def is_latin(character):
    return character.isalpha() and character <= "\u024f"


def words_of(content):
    """Runs of letters, placeholders left out."""
    return re.findall(r"[^\W\d_]+", re.sub(PLACEHOLDER, " ", content))


def missing_language(row):
    for language in LANGUAGES:
        if language not in row.contents:
            yield f"{row.place}: there is no text in {language}"


def not_translated(row, same=None):
    """The same text in two languages is a text that nobody translated, unless it is listed."""
    same = accepted("same.txt") if same is None else same
    for first, second in (("kk", "ru"), ("kk", "en"), ("ru", "en")):
        content = row.contents.get(first)
        if content is None or content != row.contents.get(second) or not words_of(content) or content in same:
            continue
        yield (f"{row.place}: {first} and {second} are both «{content}». Translate it, or, when it is the same in both"
               " languages, add it as a line to tests/words/accepted/same.txt")


def different_placeholders(row):
    found = {language: sorted(re.findall(PLACEHOLDER, content)) for language, content in row.contents.items()}
    if len(set(map(tuple, found.values()))) > 1:
        yield f"{row.place}: the placeholders differ, {found}"


def inflected_placeholder(text):
    """{name}ның, «{name}»-ға, {days}-дневный: the ending would have to change with the value."""
    if text.language != "en" and re.search(PLACEHOLDER + r"[»”\"]?\]?[-‑’']?[^\W\d_]", text.content):
        yield f"{text}: a placeholder carries an ending"
    if re.search(r"[^\W\d_]" + PLACEHOLDER, text.content):
        yield f"{text}: a placeholder is glued to the word before it"


def mixed_alphabets(text):
    """A Latin "a" in a Cyrillic word looks right and is found by no search."""
    for word in words_of(text.content):
        if any(map(is_cyrillic, word)) and any(map(is_latin, word)):
            yield f"{text}: «{word}» has Latin and Cyrillic letters"


def foreign_alphabet(text):
    content = without_names(text.content)
    if text.language == "ru" and any(character in KAZAKH_ONLY for character in content):
        yield f"{text}: Kazakh letters in a Russian text"
    if text.language == "en" and any(map(is_cyrillic, content)):
        yield f"{text}: Cyrillic letters in an English text"


def look_alike_word(text):
    """A whole word typed on the wrong layout: "c" or "a" for the Russian ones, "he" for "не"."""
    if text.language == "en":
        return
    bare = re.sub(r"[-\w./]*--?[-\w]+|\S*[./@_=]\S*|`[^`]*`|\w–\w", " ", text.content)
    for word in words_of(bare):
        if re.fullmatch(r"[acoykexACOYKEXBHMTP]|[Hh]e|[Hh]a|no|[Oo]t|[Ee]ro", word):
            yield f"{text}: «{word}» is written in Latin letters"


def ending_without_hyphen(text):
    """ЭЦҚ-ның, not ЭЦҚның."""
    for word in words_of(text.content):
        if text.language == "kk" and word not in accepted("kk.txt") and re.match(r"[^\W\d_a-zа-яәғқңөұүһі]{2,}[а-яәғқңөұүһі]", word):
            yield f"{text}: «{word}» needs a hyphen after the abbreviation"


FAMILIAR = ("сен", "сенің", "сені", "саған", "ты", "твой", "тебя", "тебе")
SMALL_POLITE = {"kk": r"сіз\w*", "ru": r"вы|вас|вам|вами|ваш\w*"}


def familiar(text):
    """Сен and ты have no place here, and Сіз and Вы begin with a capital."""
    for word in words_of(text.content):
        if word.lower() in FAMILIAR:
            yield f"{text}: «{word}» is not polite"
        if text.language in SMALL_POLITE and re.fullmatch(SMALL_POLITE[text.language], word):
            yield f"{text}: «{word}» begins with a capital"


def untidy(text):
    if "!" in text.content and not text.content.startswith("> "):  # a letter to be sent greets
        yield f"{text}: nobody is shouted at"
    if re.search(r"\S - \S", text.content):
        yield f"{text}: a dash is – with spaces, a hyphen has none"
    for opening, closing in ("«»", "()", "[]"):
        if text.content.count(opening) != text.content.count(closing):
            yield f"{text}: {opening} and {closing} do not match"


ROW_RULES = (missing_language, not_translated, different_placeholders)
TEXT_RULES = (inflected_placeholder, mixed_alphabets, foreign_alphabet, look_alike_word, ending_without_hyphen, familiar,
              untidy)
