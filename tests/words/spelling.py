"""Asks hunspell for the words that its dictionary does not know: one process a language."""

import re
import subprocess

from rules import accepted, is_cyrillic, words_of

DICTIONARIES = {"kk": "kk_KZ", "ru": "ru_RU"}


def forms_of(texts, language):
    """Each Cyrillic word in the form in which it stands, with the first place. Parts of compounds are words."""
    places = {}
    for text in texts:
        if text.language == language:
            # "&" marks a letter for the keyboard within a word.
            for word in words_of(re.sub(r"&(?=\w)", "", text.content)):
                if all(map(is_cyrillic, word)):
                    places.setdefault(word, text)
    return places


def unknown_words(words, language):
    """Those of `words` that neither the dictionary nor the accepted list knows. A list knows a capitalised word by its
    form in small letters."""
    command = ["hunspell", "-d", DICTIONARIES[language], "-i", "UTF-8", "-l"]
    asked = subprocess.run(command, input="\n".join(sorted(words)), capture_output=True, text=True, check=True,
                           env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
    known = accepted(f"{language}.txt")
    return sorted(word for word in asked.stdout.split() if word not in known and word.lower() not in known)


def trouble(places, language):
    """One line for each unknown word."""
    return [f"«{word}» in {places[word]}\n    Misspelt? Mend it. Right? Add it to tests/words/accepted/{language}.txt: a"
            " line of its own, in small letters unless it is a name, in alphabetical order (sort -u)."
            for word in unknown_words(places, language)]
