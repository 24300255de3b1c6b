"""`./run`, the one command of a newcomer: with what was built already in the place of its build."""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from support import CLI, DONE, REFUSED, CliTest, environment, main
from test_demo import SECONDS, STEPS, end, portals_in

RUN = pathlib.Path(__file__).resolve().parents[2] / "run"
AIM = 180  # seconds for the whole walk


class RunTest(CliTest):
    """A project folder with nothing in it but `run`: packages are there, and cmake has nothing to do."""

    def setUp(self):
        super().setUp()
        self.project, self.home, self.temporary, tools = (self.folder / name
                                                          for name in ("project", "home", "temporary", "tools"))
        (self.project / "tools").mkdir(parents=True)
        (self.project / "build" / "program").mkdir(parents=True)
        for folder in (self.home, self.temporary, tools):
            folder.mkdir()
        shutil.copy(RUN, self.project)
        (self.project / "tools" / "packages.sh").write_text('build_packages=""\n')
        (self.project / "build" / "program" / "bin").symlink_to(pathlib.Path(CLI).parent)
        self.make_program(self.project / "tools" / "install_packages", "exit 0")
        self.cmake = tools / "cmake"
        self.make_program(self.cmake, 'echo "cmake $*"')
        usual = environment()
        self.env = environment(HOME=str(self.home), TMPDIR=str(self.temporary), PATH=f"{tools}:{usual['PATH']}", TANBA_LANG="en")

    @staticmethod
    def make_program(path, line):
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)

    def run_it(self, *arguments):
        return subprocess.run([self.project / "run", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=SECONDS, env=self.env, check=False)

    def nothing_is_left(self):
        self.assertEqual(sorted(self.temporary.iterdir()), [])
        self.assertEqual(sorted(self.home.iterdir()), [])


class Run(RunTest):
    def test_the_demonstration_walks_in_the_terminal_where_there_is_no_display(self):
        begun = time.monotonic()
        ended = self.run_it("--demo")
        took = time.monotonic() - begun
        print(f"the walk without its pauses: {took:.1f} s", file=sys.stderr)
        self.assertEqual(ended.returncode, DONE, ended.stderr)
        for number in range(1, len(STEPS) + 1):
            self.assertIn(f"{number}/{len(STEPS)}. ", ended.stdout)
        self.assertEqual(ended.stdout.count("You are inside the portal"), 2)
        self.assertLess(took, AIM)
        self.nothing_is_left()

    def test_the_demonstration_opens_the_window_where_there_is_a_display(self):
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700)
        # Where there is no bus to talk to, libdbus leaves a string behind.
        not_ours = self.folder / "not-ours"
        not_ours.write_text("leak:libdbus-1\n")
        shown = {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(runtime),
                 "LSAN_OPTIONS": f"suppressions={not_ours}:print_suppressions=0"}
        process = subprocess.Popen([self.project / "run", "--demo"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, env={**self.env, **shown})
        self.addCleanup(process.stdout.close)
        self.addCleanup(end, process)
        until = time.monotonic() + SECONDS
        while not list(self.temporary.glob("tanba-demo-*/home/.local/share/tanba/keys.json")):
            self.assertIsNone(process.poll(), "the window has ended")
            self.assertLess(time.monotonic(), until)
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=SECONDS), DONE, process.stdout.read())
        self.nothing_is_left()
        self.assertEqual(portals_in(self.temporary), [])

    def test_other_arguments_go_to_the_command_line(self):
        self.assertTrue(self.run_it("--version").stdout.endswith("\n" + self.expect(DONE, "--version").text))

    def test_a_build_that_fails_is_shown(self):
        self.make_program(self.cmake, "echo no compiler >&2; exit 1")
        ended = self.run_it("--demo")
        self.assertEqual(ended.returncode, REFUSED)
        self.assertIn("no compiler", ended.stderr)
        self.assertIn("build/run.log", ended.stderr)


if __name__ == "__main__":
    main()
