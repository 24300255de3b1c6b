"""What the environment cannot make the programs load (security rule 17): the real window, the worker and the
printing program, each with folders planted in every variable by which Qt would look for code."""

import os
import pathlib
import subprocess
import threading

from support import CLI, CliTest, environment, main

BESIDE = pathlib.Path(CLI).parent
GUI = os.environ["TANBA_GUI"]
# Qt names each folder in which it looks for plugins.
TALKATIVE = {"QT_DEBUG_PLUGINS": "1", "QT_FORCE_STDERR_LOGGING": "1"}
FOLDERS = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML_IMPORT_PATH", "QML2_IMPORT_PATH", "GTK_PATH", "GIO_MODULE_DIR",
           "GIO_EXTRA_MODULES", "LIBGL_DRIVERS_PATH")
NAMES = {"QT_STYLE_OVERRIDE": "planted", "QT_QPA_GENERIC_PLUGINS": "planted", "GTK_MODULES": "planted",
         "QT_LOAD_TESTABILITY": "1"}


class Surroundings(CliTest):
    def planted(self):
        """A folder with what would be loaded from it, and the variables that lead there."""
        folder = self.folder / "planted"
        for kind in ("platforms", "platformthemes", "styles", "generic", "imageformats", "iconengines", "accessible"):
            (folder / kind).mkdir(parents=True)
            (folder / kind / "libplanted.so").write_bytes(b"\x7fELF")
        return folder, {**{name: str(folder) for name in FOLDERS}, **NAMES}

    def surroundings(self, **more):
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return environment(HOME=str(home), XDG_RUNTIME_DIR=str(runtime), XDG_DATA_HOME=str(self.data), QT_QPA_PLATFORM="offscreen",
                           **TALKATIVE, **more)

    def assert_unnamed(self, name, told):
        self.assertEqual([line for line in told.splitlines() if name in line], [])

    def said_until(self, words, variables, seen):
        """What a program says on standard error until `seen` is in it, or it ends."""
        process = subprocess.Popen(words, env=self.surroundings(**variables), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        late = threading.Timer(60, process.kill)
        late.start()
        said = b""
        try:
            for line in process.stderr:
                said += line
                if seen in line:
                    break
        finally:
            late.cancel()
            process.kill()
            process.wait()
            process.stderr.close()
        return said.decode("utf-8", "replace")

    def test_the_window_looks_for_no_code_in_planted_folders(self):
        _, variables = self.planted()
        # The last kind that every start looks for.
        said = self.said_until([GUI], variables, b"imageformats")
        self.assertIn("checking directory path", said, "Qt tells nothing, and the test would prove nothing")
        self.assert_unnamed("planted", said)

    def test_the_printing_program_looks_for_no_code_in_planted_folders(self):
        _, variables = self.planted()
        ended = subprocess.run([str(BESIDE / "tanba-print")], input=b"<p>a</p>", env=self.surroundings(**variables),
                               capture_output=True, check=False, timeout=60)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertTrue(ended.stdout.startswith(b"%PDF-"))
        self.assertIn(b"checking directory path", ended.stderr)
        self.assert_unnamed("planted", ended.stderr.decode("utf-8", "replace"))

    def test_the_worker_looks_for_no_code_in_planted_folders(self):
        folder, variables = self.planted()
        trace = self.folder / "trace"
        strace = pathlib.Path("/usr/bin/strace")
        if not strace.exists():
            self.skipTest("LOUD SKIP, absent: strace")
        subprocess.run([str(strace), "-f", "-e", "trace=file", "-o", str(trace), str(BESIDE / "tanba-worker")],
                       stdin=subprocess.DEVNULL, env=self.surroundings(**variables), capture_output=True, check=False, timeout=60)
        told = trace.read_text(errors="replace")
        self.assertIn("libQt6", told, "nothing was traced")
        # Its own arguments and surroundings stand in the first line.
        self.assert_unnamed(str(folder), "\n".join(told.splitlines()[1:]))

    def test_what_people_need_still_works(self):
        said = self.said_until([GUI], {"QT_SCALE_FACTOR": "2"}, b"imageformats")
        self.assertIn("offscreen", said, "the platform that was asked for")


if __name__ == "__main__":
    main()
