"""The window's process from its first moments: nobody of the same account may read its memory, and a crash leaves none of it
on the disk. Linux gives the files of such a process in /proc to root."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

NOBODY = 65534
PATIENCE = 60.0  # seconds; a busy machine with sanitizers
SANITIZED = os.environ.get("TANBA_SANITIZED") == "1"  # LeakSanitizer has to read its own process


def wait_until(so, process, what):
    until = time.monotonic() + PATIENCE
    while not so():
        assert process.poll() is None, f"the program ended with {process.returncode}"
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.02)


class Hardened(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="tanba-hardened-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        # Root reads every process, and owns what nobody may read: the program runs as somebody else then.
        self.user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        if self.user:
            os.chown(self.home, NOBODY, NOBODY)

    def start(self, *arguments):
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen",
                       "XDG_RUNTIME_DIR": str(self.home)}
        try:
            process = subprocess.Popen([os.environ["TANBA_GUI"], *arguments], env=environment, cwd="/", **self.user)
        except PermissionError:
            self.skipTest("the program lies where nobody may run it")
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def owner(self, process):
        """Of what the process has in memory, as the kernel gives it away."""
        return os.stat(f"/proc/{process.pid}/environ").st_uid

    def test_no_memory_of_it_is_left_or_read(self):
        for arguments in ((), ("--background",)):
            with self.subTest(arguments=arguments):
                process = self.start(*arguments)
                if not SANITIZED:
                    wait_until(lambda: self.owner(process) == 0, process, "a process that cannot be dumped")
                limits = pathlib.Path(f"/proc/{process.pid}/limits")

                def core_sizes():
                    lines = limits.read_text().splitlines()
                    return next(line.split()[4:6] for line in lines if line.startswith("Max core file size"))
                wait_until(lambda: core_sizes() == ["0", "0"], process, "a core limit of nothing")
                process.kill()
                process.wait()

    def test_an_ordinary_process_is_told_apart(self):
        process = subprocess.Popen(["sleep", "60"], cwd="/", **self.user)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        wait_until(lambda: self.owner(process) == self.user.get("user", os.geteuid()), process, "the kernel's word")


if __name__ == "__main__":
    unittest.main()
