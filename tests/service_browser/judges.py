"""Who says whether a signature is good: OpenSSL for RSA, `tests/support/gost_verifier.py` for CMS with GOST (and `tanba-cli
verify`, for what it says of certificates), xmlsec1 for the structure of RSA XML."""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import gost_verifier  # noqa: E402


class Judge:
    def __init__(self, cli, pki):
        self.cli = cli
        self.pki = pathlib.Path(pki)

    def run(self, folder, *words):
        clean = {"PATH": "/usr/local/bin:/usr/bin:/bin", "TZ": "UTC", "LANG": "C", "HOME": "/nonexistent"}
        clean.update({name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS") if name in os.environ})
        return subprocess.run([*map(str, words)], cwd=folder, capture_output=True, timeout=60, check=False, env=clean)

    def openssl_cms(self, der, content):
        """OpenSSL verifies the signature, of a detached CMS over `content`; of an attached one the content is returned."""
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            (place / "cms").write_bytes(der)
            words = ["openssl", "cms", "-verify", "-binary", "-noverify", "-inform", "DER", "-in", "cms", "-out", "out"]
            if content is not None:
                (place / "content").write_bytes(content)
                words += ["-content", "content"]
            ended = self.run(folder, *words)
            assert ended.returncode == 0, ended.stderr.decode()
            return (place / "out").read_bytes()

    def tanba(self, file_name, signed, content=None):
        """The one signer of the file, as the program's own report has it; the integrity must be whole."""
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            (place / file_name).write_bytes(signed)
            words = [self.cli, "verify", file_name, "--json", "--trust", "trust", "--crl", self.pki / "crl"]
            if content is not None:
                (place / "content").write_bytes(content)
                words += ["--content", "content"]
            (place / "trust").mkdir()
            for name in ("root.cer", "authority.cer"):
                (place / "trust" / name).write_bytes((self.pki / name).read_bytes())
            ended = self.run(folder, *words)
            assert ended.returncode == 0, ended.stdout.decode() + ended.stderr.decode()
            return json.loads(ended.stdout)

    @staticmethod
    def gost(der, content=None):
        """Code that shares nothing with the program verifies a GOST signature; the content is returned."""
        return gost_verifier.judge_cms(der, content)

    def xmlsec(self, xml):
        """xmlsec1 verifies the signature's value with the certificate that the XML carries."""
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "signed.xml").write_text(xml, encoding="utf-8")
            ended = self.run(folder, "xmlsec1", "--verify", "--insecure", "signed.xml")
            assert ended.returncode == 0, (ended.stdout + ended.stderr).decode()


def from_pem(text):
    """The bytes of a PEM block with the label CMS, which must be spelled as the clients expect it."""
    head, tail = "-----BEGIN CMS-----\n", "\n-----END CMS-----\n"
    assert text.startswith(head) and text.endswith(tail), text[:100]
    return base64.b64decode(text[len(head):-len(tail)], validate=False)
