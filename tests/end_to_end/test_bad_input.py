"""Any file, any bytes, in every place where a file is taken: a sentence, an exit code as fixed, nothing written."""

import os
import random
import subprocess
import time

from hostile_inputs import HOSTILE
from support import (CLI, DONE, NOT_ESTABLISHED, PASSWORD, PKI, REFUSED, SANITIZED, UNREADABLE, CliTest, environment,
                     fingerprint, main)

SLOW = 4 if SANITIZED else 1
MIB = 1 << 20
# A file below a megabyte, whatever it promises; a large one; and the dearest one that the limits let through, an XML
# document of 2,000,000 nodes and 64 MiB in an encoding that takes twice as much in memory: some 610 MiB measured to sign
# it, 560 to verify it (core/sign/README.md).
MOST_FOR_SMALL, MOST, DEAREST = 48 * MIB, 384 * MIB, 704 * MIB
ALLOWED = {"key": {REFUSED, UNREADABLE}, "sign": {REFUSED, UNREADABLE}, "verify": {1, 2, UNREADABLE}}


class BadInput(CliTest):
    highest = {}  # by the bound

    @classmethod
    def tearDownClass(cls):
        for most, peak in cls.highest.items():
            print(f"at most {peak / MIB:.0f} MiB where {most / MIB:.0f} are allowed")

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

    def run_bounded(self, *command, most=MOST_FOR_SMALL):
        started = time.monotonic()
        ended, peak = self.run_measured(*command, "--json", timeout=60 * SLOW)
        self.assertLess(time.monotonic() - started, 20 * SLOW, str(ended))
        BadInput.highest[most] = max(BadInput.highest.get(most, 0), peak)
        if not SANITIZED:  # which keep freed memory back
            self.assertLess(peak, most, f"{peak / MIB:.0f} MiB: {ended}")
        return ended

    def check(self, path):
        before = fingerprint(path) if path.is_file() else None
        for command in self.commands(path):
            with self.subTest(path=path.name, command=[str(word) for word in command]):
                names = self.names()
                ended = self.run_bounded(*command)
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
        for name, content in HOSTILE.items():
            path = self.write(name, content)
            for command in self.commands(path):
                # A proper XML document may be signed: what matters here is that nothing hangs or crashes.
                if name in ("utf16", "attributes") and "xml" in command:
                    self.run_bounded(*command)
                    (self.folder / "out").unlink(missing_ok=True)
                    continue
                with self.subTest(name=name, command=[str(word) for word in command]):
                    ended = self.run_bounded(*command)
                    self.assertIn(ended.code, ALLOWED[command[0]], str(ended))
                    self.assertNotIn("out", self.names())

    def test_the_dearest_documents_that_the_limits_let_through(self):
        # Each with what signing it comes to; the signature itself needs some nodes.
        documents = {"nodes": (b"<a>" + b"<b/>" * 1_999_900 + b"</a>", DONE),
                     "instructions": (b"<?xml version='1.0' encoding='windows-1251'?><a>" +
                                      (b"<?a " + b"\xff" * 25 + b"?>") * 1_999_900 + b"</a>", REFUSED),
                     "text": (b"<a>" + (b"<b>" + b"x" * 9_000_000 + b"</b>") * 7 + b"</a>", DONE),
                     "namespaces": (b"<a" + b"".join(b" xmlns:p%d='u:%d'" % (n, n) for n in range(250)) + b">" +
                                    b"<b/>" * 50_000 + b"</a>", REFUSED)}
        sign = [*self.sign_arguments("rsa_signing.p12"), "--format", "xml", "--force"]
        for name, (content, signed) in documents.items():
            path = self.write(f"{name}.xml", content)
            for command, code in ((["verify", path], UNREADABLE), ([*sign, path], signed)):
                with self.subTest(name=name, command=command[0]):
                    ended = self.run_bounded(*command, most=DEAREST if name == "instructions" else MOST)
                    self.assertEqual(ended.code, code, str(ended))
            path.unlink()

    def test_beyond_the_limits_the_sentence_names_the_right_one(self):
        cases = {"nodes": (b"<a>" + b"<b/>" * 2_100_000 + b"</a>", "xml.too_many_parts", "2,000,000"),
                 "attributes": (HOSTILE["attributes"], "xml.too_many_parts", "256"),
                 "bytes": (b"<a>" + (b"<b>" + b"x" * 9_000_000 + b"</b>") * 8 + b"</a>", "xml.too_large", "64 MiB")}
        for name, (content, code, limit) in cases.items():
            with self.subTest(name):
                path = self.write(f"{name}.xml", content)
                ended = self.run_bounded("verify", path, most=MOST)
                self.assertEqual((ended.code, ended.json["error"]["code"]), (UNREADABLE, code), str(ended))
                self.assertIn(limit, self.expect(UNREADABLE, "verify", path, "--lang", "en").errors)

    def test_a_cms_that_is_all_certificate(self):
        def element(tag, content):
            return bytes([tag, 0x84]) + len(content).to_bytes(4, "big") + content
        certificates = element(0xA0, element(0x30, bytes(30 * MIB)))
        signed = element(0x30, b"\x02\x01\x01" + b"\x31\x00" + b"\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01" +
                         certificates + b"\x31\x00")
        cms = element(0x30, b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + element(0xA0, signed))
        ended = self.run_bounded("verify", self.write("certificates.cms", cms), most=MOST)
        self.assertIn(ended.code, ALLOWED["verify"], str(ended))

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
