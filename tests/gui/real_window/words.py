"""The program's own sentences, by their codes."""

import json
import pathlib

_TABLES = pathlib.Path(__file__).resolve().parents[3] / "translations"
_GUI = json.loads((_TABLES / "gui.json").read_text())


def say(code, language):
    return _GUI[code][language]["what"]
