"""What the tests of the rig share: one rig for all cases of a program, cards taken out between cases."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

import rig as rigs

FAILED = None

class RigTest(unittest.TestCase):
    rig = None  # set by main()

    def setUp(self):
        self.pad, self.plain = self.rig.pad, self.rig.plain
        folder = tempfile.mkdtemp(prefix="tanba-rig-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        self.folder = pathlib.Path(folder)
        for emulator in (self.pad, self.plain):
            emulator.take_out()
            emulator.order("clear")

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def tool(self, *words, code=0, stdin=b"", timeout=30, env=None):
        """Everything a foreign program said; it must end with this code, or with any but 0 where it is FAILED."""
        process = subprocess.run([*map(os.fspath, words)], input=stdin, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, timeout=timeout, check=False, cwd=self.folder,
                                 env={**os.environ, **(env or {})})
        told = process.stdout.decode(errors="replace")
        (self.assertNotEqual if code is FAILED else self.assertEqual)(process.returncode, code or 0, f"{words}: {told}")
        return told

    def assert_signed(self, certificate, message, signature, digest=None):
        """The signature is the certificate's, by a library that is not ours."""
        key, digest = certificate.public_key(), digest or hashes.SHA256()
        try:
            if isinstance(key, rsa.RSAPublicKey):
                key.verify(signature, message, padding.PKCS1v15(), digest)
            else:
                if len(signature) == 64:  # r || s
                    signature = utils.encode_dss_signature(int.from_bytes(signature[:32], "big"),
                                                           int.from_bytes(signature[32:], "big"))
                key.verify(signature, message, ec.ECDSA(digest))
        except InvalidSignature:
            self.fail("the signature does not verify")


def certificate_of(pem_or_der):
    if isinstance(pem_or_der, str):
        start = pem_or_der.index("-----BEGIN CERTIFICATE-----")
        return x509.load_pem_x509_certificate(pem_or_der[start:].encode())
    return x509.load_der_x509_certificate(pem_or_der)


def main(summary=lambda: None):
    RigTest.rig = rigs.Rig.from_environment()
    try:
        unittest.main(verbosity=1)
    finally:
        summary()
        RigTest.rig.stop()
