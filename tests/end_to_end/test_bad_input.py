"""Any file, any bytes, in every place where a file is taken: a sentence, an exit code as fixed, nothing written."""

import os
import random
import subprocess
import time

from support import (CLI, DONE, NOT_ESTABLISHED, PASSWORD, PKI, REFUSED, SANITIZED, UNREADABLE, CliTest, environment,
                     fingerprint, main)

SLOW = 4 if SANITIZED else 1
ALLOWED = {"key": {REFUSED, UNREADABLE}, "sign": {REFUSED, UNREADABLE}, "verify": {1, 2, UNREADABLE}}


class BadInput(CliTest):
    def commands(self, path):
        """Every place where a file is taken."""
        password = self.password_file()
        two = self.password_file(PASSWORD, "Another56")
        good = self.write("good.txt", b"good")
        out = ["-o", self.folder / "out"]
        return [
            ["key", "info", path, "--password-file", password],
            ["key", "passwd", path, "--password-file", two, "--keep-iterations"],
            ["sign", "--key", path, "--password-file", password, "--format", "cms", good, *out],
            ["sign", "--key", PKI / "person.p12", "--password-file", password, "--format", "xml", path, *out],
            ["sign", "--key", PKI / "person.p12", "--password-file", password, "--add-to", path, *out],
            ["verify", path],
            ["verify", path, "--content", good],
        ]

    def check(self, path):
        before = fingerprint(path) if path.is_file() else None
        for command in self.commands(path):
            with self.subTest(path=path.name, command=[str(word) for word in command]):
                names = self.names()
                started = time.monotonic()
                ended = self.run_cli(*command, "--json", timeout=60)
                self.assertLess(time.monotonic() - started, 20 * SLOW, str(ended))
                self.assertIn(ended.code, ALLOWED[command[0]], str(ended))
                self.assertIn("error" if ended.code == UNREADABLE or command[0] != "verify" else "verdict",
                              set(ended.json) | ({"verdict"} if "error" in ended.json else set()), str(ended))
                self.assertEqual(self.names(), names)
        if before:
            self.assertEqual(fingerprint(path), before)

    def test_an_empty_file(self):
        self.check(self.write("empty", b""))

    def test_a_folder(self):
        folder = self.folder / "folder"
        folder.mkdir()
        self.check(folder)
        for command in (["key", "info", folder, "--password-file", self.password_file()], ["verify", folder]):
            self.expect_error(UNREADABLE, "file.is_folder", *command)
        # A folder to be signed means what lies in it, and in this one nothing does.
        self.expect_error(UNREADABLE, "input.empty", *self.sign_arguments(), "--format", "cms", folder)

    def test_a_file_that_is_not_there(self):
        for command in self.commands(self.folder / "missing"):
            self.expect_error(UNREADABLE, "file.not_found", *command)

    def test_a_file_without_permission(self):
        if os.geteuid() != 0:
            self.skipTest("needs to become somebody else")
        path = self.write("secret", b"x")
        path.chmod(0)
        self.folder.chmod(0o755)
        for command in (["verify", path], ["key", "info", path, "--password-file", "-"]):
            process = subprocess.run([CLI, *map(str, command), "--json"], env=environment(), capture_output=True,
                                     cwd="/", check=False, user=65534, group=65534, extra_groups=[], input=b"x\n")
            if process.returncode == 127 or b"error while loading" in process.stderr:
                self.skipTest("the program lies where nobody may run it")
            self.assertEqual(process.returncode, UNREADABLE, process)
            self.assertIn(b'"file.no_permission"', process.stdout)

    def test_a_device_and_a_pipe(self):
        self.run_and_expect_refusal("/dev/null")
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        self.run_and_expect_refusal(pipe)

    def run_and_expect_refusal(self, path):
        for command in (["verify", path], ["key", "info", path, "--password-file", self.password_file()],
                        [*self.sign_arguments(), "--format", "cms", path, "-o", self.folder / "out"]):
            ended = self.run_cli(*command, "--json", timeout=20)
            self.assertEqual(ended.code, UNREADABLE, str(ended))

    def test_noise(self):
        noise = random.Random(1)
        for number, size in enumerate((1, 2, 3, 16, 255, 4096, 100_000)):
            self.check(self.write(f"noise{number}", noise.randbytes(size)))

    def test_beginnings_that_promise_more(self):
        starts = {
            "der": b"\x30\x84\xff\xff\xff\xff", "ber": b"\x30\x80" * 5000, "deep": b"\x30\x82\x40\x00" * 4000,
            "p7": bytes.fromhex("308006092a864886f70d010702a080308002010131"),
            "pem": b"-----BEGIN CMS-----\n" + b"A" * 70000, "base64": b"MIIB" * 10000,
            "xml": b"<a>" * 100_000, "doctype": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            "laughs": b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
                b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)) + b"]><l>&a9;</l>",
            "attributes": b"<a " + b" ".join(b'a%d="b"' % n for n in range(20_000)) + b"/>",
            "utf16": "<a/>".encode("utf-16"), "nul": b"<a>\0</a>", "bom": b"\xef\xbb\xbf",
        }
        for name, content in starts.items():
            path = self.write(name, content)
            for command in self.commands(path):
                # A proper XML document may be signed: what matters here is that nothing hangs or crashes.
                if name in ("utf16", "attributes") and "xml" in command:
                    self.run_cli(*command, "--json")
                    (self.folder / "out").unlink(missing_ok=True)
                    continue
                with self.subTest(name=name, command=[str(word) for word in command]):
                    ended = self.run_cli(*command, "--json", timeout=60)
                    self.assertIn(ended.code, ALLOWED[command[0]], str(ended))
                    self.assertNotIn("out", self.names())

    def test_a_key_file_cut_short_or_flipped(self):
        content = (PKI / "person.p12").read_bytes()
        noise = random.Random(2)
        for number in range(30):
            cut = self.write("cut.p12", content[:noise.randrange(1, len(content))])
            ended = self.run_cli("key", "info", cut, "--password-file", self.password_file(), "--json")
            self.assertIn(ended.code, (REFUSED, UNREADABLE), str(ended))
            flipped = bytearray(content)
            flipped[noise.randrange(len(content))] ^= 1 << noise.randrange(8)
            ended = self.run_cli("key", "info", self.write("flip.p12", bytes(flipped)), "--password-file",
                                 self.password_file(), "--json")
            self.assertIn(ended.code, (DONE, REFUSED, UNREADABLE), str(ended))

    def test_a_signed_file_cut_short(self):
        self.sign(self.write("a.txt", b"text" * 1000))
        content = (self.folder / "a.txt.cms").read_bytes()
        for size in range(1, len(content), len(content) // 25):
            ended = self.run_cli("verify", self.write("cut.cms", content[:size]), "--json")
            self.assertIn(ended.code, (1, NOT_ESTABLISHED, UNREADABLE), str(ended))
            self.assertNotEqual(ended.json.get("verdict"), "valid")

    def test_bad_lists_and_anchors(self):
        self.sign(self.write("a.txt", b"text"))
        for name in ("x.crl", "x.cer", "x.pem", "x.der"):
            folder = self.folder / name.replace(".", "-")
            folder.mkdir()
            (folder / name).write_bytes(b"\x30\x82\x01\x01junk")
            for option in ("--trust", "--crl"):
                ended = self.run_cli("verify", "a.txt.cms", option, folder, "--json")
                self.assertIn(ended.code, (NOT_ESTABLISHED, UNREADABLE), str(ended))

    def test_a_key_that_asks_for_hours_is_refused_at_once(self):
        content = (PKI / "person.p12").read_bytes()
        self.assertIn(b"\x02\x02\x04\x00", content)
        # 1,024 iterations become 32,767 in the MAC; a length that stays keeps the file well-formed.
        slow = self.write("slow.p12", content.replace(b"\x02\x02\x04\x00", b"\x02\x02\x7f\xff"))
        ended = self.run_cli("key", "info", slow, "--password-file", self.password_file(), "--json", timeout=30)
        self.assertIn(ended.code, (REFUSED, UNREADABLE), str(ended))


if __name__ == "__main__":
    main()
