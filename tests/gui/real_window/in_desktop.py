#!/usr/bin/env python3
"""Runs a command on a screen and a session bus of its own: in_desktop.py COMMAND...

Ends with 77 where something that it needs is missing, and with 1 if CI=true, where nothing may be skipped.
"""

import os
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
NEEDED = {"Xvfb": "xvfb", "dbus-run-session": "dbus-daemon", "xdotool": "xdotool"}


def missing():
    lacking = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if not os.path.exists("/usr/libexec/at-spi-bus-launcher"):
        lacking.append("at-spi2-core")
    try:
        import gi

        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        lacking.append("gir1.2-atspi-2.0 and python3-gi")
    return lacking


def main():
    lacking = missing()
    if lacking:
        print("NOT TESTED: these packages are missing: " + ", ".join(lacking), file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else SKIPPED
    # The server chooses a free number itself, so that several can start at the same moment.
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        number = os.read(reading, 32).decode().strip()
        if not number:
            print("Xvfb did not start", file=sys.stderr)
            return 1
        # isolated.sh leaves an empty /run.
        with tempfile.TemporaryDirectory(prefix="tanba-desktop-") as sockets:
            environment = dict(os.environ, DISPLAY=f":{number}", XDG_RUNTIME_DIR=sockets)
            environment.pop("WAYLAND_DISPLAY", None)
            return subprocess.run(["dbus-run-session", "--", *sys.argv[1:]], env=environment).returncode
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
