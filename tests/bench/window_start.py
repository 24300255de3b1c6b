#!/usr/bin/env python3
"""Start to the first painted window, and memory at rest, beside a trivial Qt window and a trivial Swing window.

    tests/gui/real_window/in_desktop.py tests/bench/window_start.py FOLDER_OF_PROGRAMS [ROUNDS]
"""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "window"))

from first_paint import Screen  # noqa: E402

REST = 5.0  # seconds until a program has nothing left to do


def surroundings(home):
    """A home of its own, so that nothing of this person's settings or keys counts."""
    run = home / "run"
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir(mode=0o700)
    kept = {name: os.environ[name] for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS") if name in os.environ}
    return dict(kept, PATH="/usr/bin:/bin", LANG="C.UTF-8", HOME=str(home), XDG_RUNTIME_DIR=str(run),
                QT_QPA_PLATFORM="xcb", _JAVA_AWT_WM_NONREPARENTING="1")


def started(command, home, screen):
    """The running process, and how many milliseconds it took to show its window."""
    screen.forget()
    begin = time.monotonic()
    process = subprocess.Popen(command, env=surroundings(home))
    return process, (screen.wait_for_picture() - begin) * 1000


def end(process):
    process.terminate()
    process.wait()


def proportional_memory(process):
    """Pss in MB (10^6 bytes): each page shared with others counts by its share."""
    rollup = pathlib.Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.M)[1]) * 1024 / 1e6


def at_rest(command, home, screen):
    process, _ = started(command, home, screen)
    time.sleep(REST)
    memory = proportional_memory(process)
    end(process)
    return memory


def main():
    programs = pathlib.Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 21
    home = pathlib.Path(tempfile.mkdtemp(prefix="tanba-bench-"))
    contenders = {"tanba": [programs / "tanba"], "trivial Qt window": [programs / "trivial_window"]}
    if shutil.which("javac"):
        subprocess.run(["javac", "-d", home, HERE / "window/TrivialWindow.java"], check=True)
        contenders["trivial Swing window"] = ["java", "-cp", home, "TrivialWindow"]
    screen = Screen()
    times = {name: [] for name in contenders}
    for _ in range(rounds + 1):
        for name, command in contenders.items():
            process, milliseconds = started(command, home, screen)
            end(process)
            times[name].append(milliseconds)
    print(f"{rounds} rounds in turns; median of milliseconds, and of the ratios within a round")
    for name, taken in times.items():
        taken.pop(0)  # the first round reads files from the disk
        ratio = statistics.median(own / other for own, other in zip(times["tanba"][-rounds:], taken[-rounds:]))
        print(f"{name:22} {statistics.median(taken):8.0f} ms   tanba / this: {ratio:.2f}")
    for name, command in contenders.items():
        print(f"{name:22} {at_rest(command, home, screen):8.1f} MB at rest, alone")
    neighbour, _ = started(contenders["trivial Qt window"], home, screen)
    print(f"{'tanba':22} {at_rest(contenders['tanba'], home, screen):8.1f} MB at rest, beside one other Qt program")
    end(neighbour)
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
