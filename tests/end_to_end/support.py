"""Drives tanba-cli from outside: helpers that every end-to-end test shares. Python's standard library only."""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

CLI = os.environ["TANBA_CLI"]
PKI = pathlib.Path(os.environ["TANBA_TEST_PKI"])
SANITIZED = os.environ.get("TANBA_SANITIZED") == "1"
FIXTURES = pathlib.Path(os.environ.get("TANBA_FIXTURES") or
                        pathlib.Path(__file__).resolve().parents[2] / ".." / "shared" / "fixtures")
PASSWORD = "Qwerty12"

DONE, REFUSED, CANCELLED, USAGE, UNREADABLE = 0, 1, 3, 64, 65
VALID, INVALID, NOT_ESTABLISHED = 0, 1, 2


def loud_skip(test, why):
    """Skips, except where nothing may be skipped."""
    if os.environ.get("CI") == "true":
        test.fail(f"CI=true, but {why}")
    print(f"LOUD SKIP {test.id()}: {why}", file=sys.stderr)
    test.skipTest(why)


class Ended:
    """How a run of the program ended."""

    def __init__(self, arguments, process):
        self.arguments = arguments
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    @property
    def text(self):
        return self.out.decode("utf-8")

    @property
    def errors(self):
        return self.err.decode("utf-8")

    @property
    def json(self):
        """The one object on standard output; anything more than it is a failure."""
        lines = self.out.splitlines()
        assert len(lines) == 1, f"not one line of JSON: {self.out!r}"
        value = json.loads(lines[0])
        assert isinstance(value, dict), value
        return value

    def __str__(self):
        return f"{self.arguments} ended with {self.code}\nout: {self.out[:2000]!r}\nerr: {self.err[:2000]!r}"


def environment(**changes):
    """A small environment in which nothing of this machine's settings is left."""
    clean = {"PATH": "/usr/local/bin:/usr/bin:/bin", "TZ": "UTC", "LANG": "C", "HOME": "/nonexistent"}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH"):
        if name in os.environ:
            clean[name] = os.environ[name]
    clean.update(changes)
    return clean


def resident(pid):
    """Most bytes that a process had in memory so far; 0 for one that ended."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return max((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), default=0)


class CliTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        folder = tempfile.mkdtemp(prefix="tanba-e2e-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        self.folder = pathlib.Path(folder)
        # Where the program writes what it remembers: a login is entered in the journal unasked.
        data = tempfile.mkdtemp(prefix="tanba-e2e-data-")
        self.addCleanup(shutil.rmtree, data, ignore_errors=True)
        self.data = pathlib.Path(data)

    # Running

    def run_cli(self, *arguments, stdin=b"", env=None, timeout=60, wrapper=(), **more):
        words = [*map(os.fspath, wrapper), CLI, *map(os.fspath, arguments)]
        process = subprocess.run(words, input=stdin, capture_output=True, timeout=timeout, check=False,
                                 env=env or environment(XDG_DATA_HOME=str(self.data)), cwd=more.pop("cwd", self.folder), **more)
        ended = Ended(arguments, process)
        self.assertNotIn(process.returncode, (-6, -11, 134, 139), f"crashed: {ended}")
        self.assertNotIn(b"Sanitizer", process.stderr, str(ended))
        return ended

    def run_measured(self, *arguments, timeout=60):
        """How a run ended, and its peak resident bytes. Looked at while it runs: what wait4() tells counts this program
        too, from which the other was forked."""
        process = subprocess.Popen([CLI, *map(os.fspath, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=environment(XDG_DATA_HOME=str(self.data)), cwd=self.folder)
        over, highest = threading.Event(), [0]

        def look():
            while not over.wait(0.002):
                highest[0] = max(highest[0], resident(process.pid))

        looking = threading.Thread(target=look)
        looking.start()
        try:
            told = process.communicate(timeout=timeout)
        finally:
            process.kill()
            over.set()
            looking.join()
        ended = Ended(arguments, subprocess.CompletedProcess(arguments, process.returncode, *told))
        self.assertNotIn(process.returncode, (-6, -11, 134, 139), f"crashed: {ended}")
        self.assertNotIn(b"Sanitizer", ended.err, str(ended))
        return ended, highest[0]

    def expect(self, code, *arguments, **more):
        ended = self.run_cli(*arguments, **more)
        self.assertEqual(ended.code, code, str(ended))
        return ended

    def expect_error(self, code, name, *arguments, **more):
        """The same failure both ways: one JSON object, and sentences on standard error only."""
        ended = self.expect(code, *arguments, "--json", **more)
        error = ended.json["error"]
        self.assertEqual(set(error), {"code", "subject", "detail", "message"}, str(ended))
        self.assertEqual(error["code"], name, str(ended))
        self.assertGreater(len(error["message"]), 10)
        human = self.expect(code, *arguments, **more)
        self.assertIn(error["message"].split(".")[0], human.errors, str(human))
        self.assertNotIn(PASSWORD, human.text + human.errors)
        return error

    # Making

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def password_file(self, *lines):
        name = f"password-{len(list(self.folder.glob('password-*')))}"
        path = self.write(name, "".join(line + "\n" for line in (lines or (PASSWORD,))))
        path.chmod(0o600)
        return path

    def key(self, name="person.p12"):
        """A private copy of a key of the test PKI."""
        path = self.folder / name
        shutil.copyfile(PKI / name, path)
        path.chmod(0o600)
        return path

    def sign_arguments(self, key="person.p12", password=PASSWORD):
        return ["sign", "--key", PKI / key, "--password-file", self.password_file(password)]

    def sign(self, document, *options, key="person.p12", fmt="cms"):
        return self.expect(DONE, *self.sign_arguments(key), "--format", fmt, document, *options)

    def trusting(self):
        """Options under which keys of the test PKI are judged to the end."""
        return ["--trust", self.trust_folder(), "--crl", PKI / "crl"]

    def trust_folder(self):
        folder = self.folder / "trust"
        if not folder.exists():
            folder.mkdir()
            shutil.copyfile(PKI / "root.cer", folder / "root.cer")
            shutil.copyfile(PKI / "authority.cer", folder / "authority.cer")
        return folder

    def names(self):
        """Every file in the test's folder."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}

    def openssl(self, *arguments, stdin=b"", code=0):
        process = subprocess.run(["openssl", *map(os.fspath, arguments)], input=stdin, capture_output=True,
                                 check=False, cwd=self.folder, timeout=60)
        self.assertEqual(process.returncode, code, f"openssl {arguments}: {process.stderr.decode()}")
        return process.stdout

    def fixture(self, name):
        path = FIXTURES / name
        if not FIXTURES.is_dir():
            loud_skip(self, "the authority's test material is not beside this clone")
        self.assertTrue(path.exists(), path)
        return path


def fingerprint(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def main():
    unittest.main(verbosity=1)
