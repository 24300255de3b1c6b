"""The program's own sentences, by their codes."""

import json
import pathlib

_TABLES = pathlib.Path(__file__).resolve().parents[3] / "translations"
_GUI = json.loads((_TABLES / "gui.json").read_text())
_MESSAGES = json.loads((_TABLES / "messages.json").read_text())


def say(code, language):
    return _GUI[code][language]["what"]


def say_message(code, language):
    """Sentences that the command line says too: verdicts, failures."""
    return _MESSAGES[code][language]["what"]
