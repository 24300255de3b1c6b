"""The computer fails at every system call: killed, disk full, medium gone, no permission, read-only. Whatever happens, a
working key lies at its path, and a document's signature is there whole or not at all."""

import collections
import os
import pathlib
import re
import shutil
import subprocess

from support import CLI, DONE, PASSWORD, PKI, REFUSED, SANITIZED, CliTest, environment, fingerprint, loud_skip, main

NEW = "Another56"
# What can change a file or its names, and what can fail on the way.
CALLS = ["openat", "open", "creat", "read", "pread64", "write", "pwrite64", "writev", "fsync", "fdatasync", "close", "rename",
         "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "fchmod", "fchmodat", "chmod", "ftruncate",
         "copy_file_range", "fstat", "newfstatat", "statx"]
KILL_CALLS = [call for call in CALLS if call not in ("read", "pread64", "fstat", "newfstatat", "statx")]
ERRORS = {
    "EIO": ["read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "close", "rename", "renameat", "renameat2", "link",
            "linkat", "unlink", "unlinkat", "openat", "fchmod", "fstat", "newfstatat", "statx"],
    "ENOSPC": ["openat", "write", "pwrite64", "fsync", "link", "linkat", "rename", "renameat", "renameat2"],
    "EROFS": ["openat", "link", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "fchmod"],
    "EACCES": ["openat", "link", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat"],
}
# The program hides its memory from others of its user, names of files included; from root of its own world it does not.
STRACE = ["strace"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "strace"]
CALL_LINE = re.compile(r"^(?:\[pid\s+\d+\]\s+|\d+\s+)?(\w+)\(")


class Faults(CliTest):
    def setUp(self):
        super().setUp()
        if SANITIZED:
            # The sanitizers' own system calls would be counted; the release build runs this.
            print(f"LOUD SKIP {self.id()}: strace and the sanitizers do not go together", flush=True)
            self.skipTest("built with sanitizers")
        if shutil.which("strace") is None:
            loud_skip(self, "strace is not installed")
        probe = subprocess.run([*STRACE, "-o", "/dev/null", "true"], capture_output=True, check=False)
        if probe.returncode != 0:
            loud_skip(self, "strace may not trace here")
        self.passwords = self.password_file(PASSWORD, NEW)
        self.old = self.password_file(PASSWORD)
        self.new = self.password_file(NEW)
        self.work = self.folder / "work"

    def fresh(self):
        """A folder that holds nothing but the key."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        key = self.work / "key.p12"
        shutil.copyfile(PKI / "person.p12", key)
        return key

    def traced(self, command, *options):
        return subprocess.run([*STRACE, "-f", *options, CLI, *map(str, command)], cwd=self.work, env=environment(),
                              capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL)

    def places(self, command, first):
        """(call, number) of every call of interest from the one that names `first` on."""
        log = self.folder / "trace"
        traced = self.traced(command, "-o", str(log), "-e", "trace=" + ",".join("?" + call for call in CALLS))
        self.assertEqual(traced.returncode, DONE, traced)
        counts, places, begun = collections.Counter(), [], False
        for line in log.read_text("utf-8", "replace").splitlines():
            match = CALL_LINE.match(line)
            if not match:
                continue
            counts[match[1]] += 1
            begun = begun or first in line
            if begun:
                places.append((match[1], counts[match[1]]))
        self.assertGreater(len(places), 10)
        return places

    def inject(self, command, call, number, what):
        return self.traced(command, "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={number}")

    def opens(self, path):
        """With which password the file opens, and its certificate's serial."""
        for name, file in (("old", self.old), ("new", self.new)):
            ended = self.run_cli("key", "info", path, "--password-file", file, "--json")
            if ended.code == DONE:
                return name, ended.json["keys"][0]["certificate"]["serial"]
        return None

    def check_key(self, what):
        """A working key lies at its path, whatever happened."""
        opened = self.opens(self.work / "key.p12")
        self.assertIsNotNone(opened, f"{what}: no working key, but {sorted(os.listdir(self.work))}")
        self.assertEqual(opened[1], self.serial, what)
        return opened[0]

    def passwd(self, key, *options):
        return ["--json", "key", "passwd", key.name, "--password-file", self.passwords, *options]

    def test_a_password_change_is_killed_at_every_call(self):
        key = self.fresh()
        self.serial = self.opens(key)[1]
        command = self.passwd(key, "--keep-iterations")
        seen = collections.Counter()
        for call, number in self.places(command, "key.p12"):
            if call not in KILL_CALLS:
                continue
            self.fresh()
            killed = self.inject(command, call, number, "signal=KILL")
            self.assertIn(killed.returncode, (-9, 137), f"{call} {number}: {killed}")
            seen[self.check_key(f"killed at {call} {number}")] += 1
            # What is left behind is a working key as well, or never looked like one.
            for name in os.listdir(self.work):
                if name != "key.p12" and "backup" in name:
                    self.assertIsNotNone(self.opens(self.work / name), f"killed at {call} {number}: {name}")
        self.assertGreater(seen["old"], 0)
        self.assertGreater(seen["new"], 0)

    def test_a_password_change_fails_at_every_call(self):
        key = self.fresh()
        self.serial = self.opens(key)[1]
        command = self.passwd(key, "--keep-iterations")
        for call, number in self.places(command, "key.p12"):
            for error, calls in ERRORS.items():
                if call not in calls:
                    continue
                self.fresh()
                what = f"{error} at {call} {number}"
                ended = self.inject(command, call, number, f"error={error}")
                self.assertGreaterEqual(ended.returncode, 0, f"{what}: {ended}")
                state = self.check_key(what)
                self.assertIn(ended.returncode, (DONE, REFUSED, 65), f"{what}: {ended}")
                if ended.returncode == DONE and ended.stdout:
                    self.assertEqual(state, "new", what)
                left = set(os.listdir(self.work)) - {"key.p12"}
                for name in left:
                    # A copy that stays is named to the person, unless it could not be removed or even seen.
                    self.assertTrue(name in ended.stdout.decode() or call in ("unlink", "unlinkat", "newfstatat", "close"),
                                    f"{what}: {name} was left behind unsaid: {ended.stdout.decode()}")

    def test_the_full_count_of_iterations_once(self):
        key = self.fresh()
        self.serial = self.opens(key)[1]
        command = self.passwd(key)
        renames = [(call, number) for call, number in self.places(command, "key.p12") if call.startswith("rename")]
        self.assertTrue(renames)
        for call, number in renames:
            self.fresh()
            self.inject(command, call, number, "signal=KILL")
            self.check_key(f"killed at {call} {number}")

    def test_a_signature_is_there_whole_or_not_at_all(self):
        self.fresh()
        document = self.work / "a.txt"
        document.write_bytes(b"text" * 1000)
        before = fingerprint(document)
        command = ["--json", "sign", "--key", PKI / "person.p12", "--password-file", self.old, "--format", "cms", "a.txt"]
        places = self.places(command, "a.txt")
        (self.work / "a.txt.cms").unlink()
        for call, number in places:
            faults = [("signal=KILL", None)] if call in KILL_CALLS else []
            faults += [(f"error={error}", error) for error, calls in ERRORS.items() if call in calls and error != "EACCES"]
            for what, error in faults:
                ended = self.inject(command, call, number, what)
                place = f"{what} at {call} {number}"
                self.assertEqual(fingerprint(document), before, place)
                signed = self.work / "a.txt.cms"
                if signed.exists():
                    judged = self.run_cli("verify", signed, "--json")
                    self.assertEqual(judged.json["signatures"][0]["integrity"], "ok", place)
                    signed.unlink()
                elif error:
                    self.assertNotEqual(ended.returncode, DONE, f"{place}: {ended}")
                if error:
                    self.assertGreaterEqual(ended.returncode, 0, f"{place}: {ended}")
                    left = set(os.listdir(self.work)) - {"a.txt", "key.p12"}
                    if call not in ("unlink", "unlinkat"):
                        self.assertEqual(left, set(), f"{place}: {ended.stdout.decode()}")
                for name in set(os.listdir(self.work)) - {"a.txt", "key.p12"}:
                    pathlib.Path(self.work / name).unlink()

    def test_a_full_disk_is_told_as_such(self):
        self.fresh()
        (self.work / "a.txt").write_bytes(b"text")
        command = ["--lang", "kk", "sign", "--key", PKI / "person.p12", "--password-file", self.old, "--format", "cms", "a.txt"]
        places = self.places(command, "a.txt")
        (self.work / "a.txt.cms").unlink()
        writes = [number for call, number in places if call == "write"]
        told = ""
        for number in writes:
            told += self.inject(command, "write", number, "error=ENOSPC").stderr.decode()
            (self.work / "a.txt.cms").unlink(missing_ok=True)
        self.assertIn("Дискіде бос орын қалмады: «a.txt.cms».", told)


if __name__ == "__main__":
    main()
