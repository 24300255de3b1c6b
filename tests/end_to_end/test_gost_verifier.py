"""The verifier that shares no code with the program, shown known answers first; then it judges what the program signs."""

import pathlib
import re
import sys
import unittest

from support import DONE, FIXTURES, PKI, CliTest, main

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import gost_verifier  # noqa: E402


def known_answers():
    return (FIXTURES / "kat/kz_gost_kat.txt").read_text(encoding="utf-8").splitlines()


class KnownAnswersTest(unittest.TestCase):
    def test_the_curve_is_the_standards(self):
        self.assertTrue(gost_verifier.on_curve(gost_verifier.BASE))
        self.assertIsNone(gost_verifier.times(gost_verifier.ORDER, gost_verifier.BASE))

    def test_digests(self):
        seen = 0
        for line in known_answers():
            if found := re.match(r"hash streebog(512|256) msg=(\w*) out=(\w+)", line):
                self.assertEqual(gost_verifier.streebog(bytes.fromhex(found[2]), int(found[1])).hex(), found[3])
                seen += 1
        self.assertGreater(seen, 5)

    def test_signatures(self):
        key, seen = None, 0
        for line in known_answers():
            fields = dict(re.findall(r"(\w+)=(\w*)", line))
            if line.startswith("key 2015-512"):
                key = b"".join(bytes.fromhex(fields[name])[::-1] for name in ("qx_be", "qy_be"))
            elif line.startswith("sig 2015-512"):
                digest, signature = bytes.fromhex(fields["digest"]), bytes.fromhex(fields["sig"])
                self.assertEqual(gost_verifier.streebog(bytes.fromhex(fields["msg"])), digest)
                self.assertTrue(gost_verifier.verifies(key, digest, signature))
                for wrong in ((key, digest[::-1], signature), (key, digest, signature[64:] + signature[:64]),
                              (key, digest, signature[::-1]), (key[64:] + key[:64], digest, signature),
                              (key, digest, bytes([signature[0] ^ 1]) + signature[1:]), (key, digest, bytes(128))):
                    self.assertFalse(gost_verifier.verifies(*wrong))
                seen += 1
        self.assertGreater(seen, 1)


class SignedFilesTest(CliTest):
    CONTENT = "Шарт, екі данада.\n".encode() * 300

    def signed(self, form):
        document = self.write("contract.txt", self.CONTENT)
        target = self.folder / form
        self.expect(DONE, "sign", "--key", PKI / "person.p12", "--password-file", self.password_file(), "-o", target,
                    "--format", form, document)
        return target.read_bytes()

    def test_attached_and_detached(self):
        self.assertEqual(gost_verifier.judge_cms(self.signed("cms")), self.CONTENT)
        detached = self.signed("cms-detached")
        self.assertEqual(gost_verifier.judge_cms(detached, self.CONTENT), self.CONTENT)
        with self.assertRaises(AssertionError):
            gost_verifier.judge_cms(detached, self.CONTENT + b" ")
        # The last byte of the file is that of the signature.
        broken = bytearray(detached)
        broken[-1] ^= 1
        with self.assertRaises(AssertionError):
            gost_verifier.judge_cms(bytes(broken), self.CONTENT)


if __name__ == "__main__":
    main()
