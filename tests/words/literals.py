"""Finds words in the code of the window that stand in no table: whoever reads another language would see them too."""

import re

SHOWN_BY = ("addAction", "addItem", "insertItem", "say", "setAccessibleDescription", "setAccessibleName", "setHtml",
            "setItemText", "setLead", "setPlaceholderText", "setPlainText", "setPrefix", "setStatusTip", "setSuffix",
            "setText", "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle", "showMessage", "showRich")
CALL = re.compile(rf"\b(?:{'|'.join(SHOWN_BY)})\(")
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
TWO_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")


def without_comments(code):
    """The same number of lines; a literal with // in it is left alone."""
    pattern = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)

    def kept(match):
        found = match.group(0)
        return found if found.startswith('"') else "\n" * found.count("\n")
    return pattern.sub(kept, code)


def arguments_of(code, begin):
    """What stands between a parenthesis and its match."""
    depth = 1
    for place in range(begin, len(code)):
        depth += {"(": 1, ")": -1}.get(code[place], 0)
        if depth == 0:
            return code[begin:place]
    return code[begin:]


NAME = "Tanba"  # the same in every language


def bare(literal):
    """A literal without its tags, names of placeholders, escapes, and the program's name."""
    return re.sub(rf"<[^>]*>|\{{[a-z_]*\}}|%\d|\\.|\b{NAME}\b", " ", literal.replace('\\"', "'"))


def has_words(literal):
    return re.search(r"[^\W\d_]{2}", bare(literal)) is not None


def is_cyrillic(literal):
    return re.search("[\u0400-\u052f]", literal) is not None


def literals_shown(code):
    """(line, literal) of each literal with words that a call shows or that can be nothing but a text."""
    code = without_comments(code)
    found = {}
    for call in CALL.finditer(code):
        for literal in LITERAL.finditer(arguments_of(code, call.end())):
            # Names of placeholders and of codes: {"name", ...}, say("nav.keys").
            if has_words(literal.group(1)) and not re.fullmatch(r"[a-z_.]+", literal.group(1)):
                found[call.end() + literal.start()] = literal.group(1)
    for literal in LITERAL.finditer(code):
        wrapped = code[:literal.start()].endswith(("QStringLiteral(", "QLatin1String(", "fromUtf8(", "tr(", "u"))
        if is_cyrillic(literal.group(1)) or (wrapped and TWO_WORDS.search(bare(literal.group(1)))):
            found[literal.start()] = literal.group(1)
    return sorted((code.count("\n", 0, place) + 1, literal) for place, literal in found.items())
