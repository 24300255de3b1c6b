"""The reference portal as a process of its own, and a client of it made of Python's standard library."""

import base64
import hashlib
import http.client
import json
import os
import pathlib
import re
import secrets
import ssl
import subprocess
import time

import support

PORTAL = os.environ["TANBA_REFERENCE_PORTAL"]
PATIENCE = 10 * (5 if support.SANITIZED else 1)
PHONE = "+77011234507"

# The people of make_test_pki.
ACCOUNTS = [
    {"id": "person", "iin": "991231500016", "name": "СЫНАҚОВ СЫНАҚ", "phone": PHONE},
    {"id": "company", "bin": "601240000014", "name": "ЖШС СЫНАҚ", "phone": "+77019999912",
     "roles": ["1.2.398.3.3.4.1.2.1"]},
]


class Portal:
    """tanba-reference-portal with a folder of its own."""

    def __init__(self, folder, *options, accounts=None, trust=None, crl=None):
        self.folder = pathlib.Path(folder) / f"portal-{secrets.token_hex(4)}"
        self.folder.mkdir(mode=0o700, parents=True)
        accounts_file = self.folder / "accounts.json"
        accounts_file.write_text(json.dumps({"accounts": ACCOUNTS if accounts is None else accounts}), encoding="utf-8")
        arguments = ["--directory", self.folder, "--accounts", accounts_file]
        arguments += ["--trust", trust or trust_folder(folder)]
        if crl is not False:
            arguments += ["--crl", crl or support.PKI / "crl"]
        self.errors = open(self.folder / "errors", "w+b")
        self.out = open(self.folder / "out", "w+b")
        self.process = subprocess.Popen([PORTAL, *map(os.fspath, arguments), *map(os.fspath, options),
                                         "--until-stdin-closes"], stdin=subprocess.PIPE, stdout=self.out,
                                        stderr=self.errors, env=support.environment())
        self.port = self._wait_for_port()
        self.origin = f"https://127.0.0.1:{self.port}"
        self.ca = self.folder / "ca.pem"

    def _wait_for_port(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            if (self.folder / "port").exists():
                return int((self.folder / "port").read_text())
            time.sleep(0.01)
        raise AssertionError(f"the portal did not start: {(self.folder / 'errors').read_text()}")

    def end(self):
        """Ends it as a parent that goes away does; its exit code."""
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()
        code = self.process.wait(PATIENCE)
        self.errors.close()
        self.out.close()
        return code

    def kill(self):
        self.process.kill()
        self.process.wait(PATIENCE)

    def said(self):
        """Everything that it ever printed."""
        return (self.folder / "out").read_text() + (self.folder / "errors").read_text()

    # Asking

    def context(self):
        context = ssl.create_default_context(cafile=os.fspath(self.ca))
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def ask(self, method, path, body=None, host="127.0.0.1", timeout=30, **fields):
        """Status, fields and JSON (or bytes) of an answer."""
        connection = http.client.HTTPSConnection(host, self.port, context=self.context(), timeout=timeout)
        try:
            headers = {name.replace("_", "-"): value for name, value in fields.items()}
            if isinstance(body, (dict, list)):
                headers.setdefault("Content-Type", "application/json")
                body = json.dumps(body).encode()
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            is_json = "json" in (answer.getheader("Content-Type") or "")
            return Answer(answer.status, dict(answer.getheaders()), json.loads(content) if is_json else content)
        finally:
            connection.close()

    # The phone

    def sms(self):
        """Every SMS that arrived, the oldest first."""
        return [json.loads(line) for line in (self.folder / "outbox.jsonl").read_text(encoding="utf-8").splitlines()]

    def wait_for_code(self, count=1):
        """The code of the count-th SMS."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            arrived = self.sms()
            if len(arrived) >= count:
                return re.search(r"\b\d{4,8}\b", arrived[count - 1]["text"])[0]
            time.sleep(0.02)
        raise AssertionError("no SMS came")

    def phone(self, qr_text, what, account="person"):
        scan_name = qr_text.split("?id=")[1]
        return self.ask("POST", f"/phone/v1/qr/{scan_name}/{what}", {"account": account})


class Answer:
    def __init__(self, status, fields, body):
        self.status = status
        self.fields = fields
        self.body = body

    @property
    def problem(self):
        return self.body["type"].removeprefix("urn:eds-portal:problem:") if self.status >= 400 else ""

    def __str__(self):
        return f"{self.status} {self.fields} {self.body!r}"


def trust_folder(folder):
    trust = pathlib.Path(folder) / "portal-trust"
    trust.mkdir(exist_ok=True)
    for name in ("root.cer", "authority.cer"):
        (trust / name).write_bytes((support.PKI / name).read_bytes())
    return trust


def base64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


class Pkce:
    """RFC 7636."""

    def __init__(self):
        self.verifier = base64url(secrets.token_bytes(32))
        self.challenge = base64url(hashlib.sha256(self.verifier.encode()).digest())


def claims_of(token):
    """The middle part of a JWT, unchecked."""
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
