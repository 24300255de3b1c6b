"""The command line on Windows: signing, checking, and the local web service, asked by the tests that ask it on Linux. Run by
tests/windows/program/run."""

import json
import os
import pathlib
import ssl
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "tests" / "end_to_end"))

import service_client  # noqa: E402
import test_service  # noqa: E402
from support import PASSWORD, PKI, CliTest  # noqa: E402

PROGRAM = os.environ["TANBA_WINDOWS_CLI"]
RELAYS = pathlib.Path(os.environ["TANBA_WINDOWS_RELAYS"])


def windows(path):
    """The same path for a program of Windows."""
    return "Z:" + str(path).replace("/", "\\")


class Relay:
    """A process of Windows that stands for whoever asks."""

    def __init__(self, name, port):
        self.process = subprocess.Popen(["wine", RELAYS / name, str(port)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline())

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class WindowsService(service_client.Service):
    """tanba-cli.exe service, with a relay before it. The port in what clients say is the service's, as it must be."""

    def __init__(self, folder, *options, relay="relay.exe"):
        self.folder = pathlib.Path(folder)
        self.log = open(self.folder / "service.err", "w+b")
        self.process = subprocess.Popen(["wine", PROGRAM, "--lang", "en", "service", "--port", "0", *options],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.log)
        self.port, self.token = self._address()
        self.relay = Relay(relay, self.port)
        RelayedClient.relays[self.port] = self.relay.port

    def end(self, number=None):
        self.relay.end()
        self.process.kill()
        self.log.close()
        return self.process.wait()


class RelayedClient(service_client.Client):
    relays = {}

    def __init__(self, port, host="127.0.0.1", tls=True):
        super().__init__(self.relays[port], host, tls)
        self.port = port


def setUpModule():
    test_service.Service = WindowsService
    test_service.Client = service_client.Client = RelayedClient


class WindowsServiceTest(test_service.ServiceTest):
    """Everything that portals depend on (app/service/README.md), but for what looks at Linux itself."""

    test_localhost_and_the_newer_address_too = None  # the relay has one address

    def relay_address(self):
        return "127.0.0.1", RelayedClient.relays[self.service.port]

    def test_the_certificate_is_good_for_this_computer_only(self):
        certificate = ssl.get_server_certificate(self.relay_address())
        for question, matches in (("-checkip 127.0.0.1", True), ("-checkhost localhost", True), ("-checkhost egov.kz", False)):
            told = subprocess.run(["openssl", "x509", "-noout", *question.split()], input=certificate, capture_output=True,
                                  text=True, check=True).stdout
            self.assertEqual("does match" in told, matches, told)

    def test_old_tls_is_refused(self):
        for version, refused in (("-tls1_1", True), ("-tls1_2", False), ("-tls1_3", False)):
            ended = subprocess.run(["openssl", "s_client", "-connect", "%s:%d" % self.relay_address(), version, "-cipher",
                                    "DEFAULT:@SECLEVEL=0"], stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=20)
            self.assertEqual(ended.returncode != 0, refused, (version, ended.stdout[-300:]))

    def test_a_process_that_windows_does_not_know_is_refused(self):
        with self.assertRaises(ConnectionError), service_client.socket.create_connection(("127.0.0.1", self.service.port)) as own:
            own.sendall(b"x")
            if not own.recv(1):
                raise ConnectionResetError
        self.wait_for("Another user")


class WindowsCommandTest(CliTest):
    DOCUMENT = ("Келісімшарт № 1. " * 20).encode()

    def run_program(self, *words):
        return subprocess.run(["wine", PROGRAM, "--lang", "en", *words], stdin=subprocess.DEVNULL, capture_output=True,
                              check=False, timeout=60)

    def password(self):
        path = self.write("password", PASSWORD)
        path.chmod(0o600)
        return windows(path)

    def test_what_is_signed_there_stands_here_and_there(self):
        document = self.write("құжат 𠮷.txt", self.DOCUMENT)
        signed = self.run_program("sign", "--key", windows(PKI / "person.p12"), "--password-file", self.password(),
                                  "--format", "cms", windows(document))
        self.assertEqual(signed.returncode, 0, signed.stderr)
        there = self.run_program("--json", "verify", windows(self.folder / "құжат 𠮷.txt.cms"))
        here = self.run_cli("verify", self.folder / "құжат 𠮷.txt.cms", "--json")
        for report in (json.loads(there.stdout), here.json):
            self.assertEqual(report["verdict"], "indeterminate")
            self.assertNotIn("integrity.broken", json.dumps(report))
        self.assertEqual(test_service.gost_verifier.judge_cms((self.folder / "құжат 𠮷.txt.cms").read_bytes()), self.DOCUMENT)

    def test_a_policy_signs_for_its_origin_in_a_browser_only(self):
        policy = self.write("policy.json", json.dumps({
            "log": windows(self.folder / "consent.jsonl"),
            "rules": [{"origin": "https://portal.kz", "formats": ["cms"], "identity": True}]}))
        request = test_service.sign_request(data=test_service.base64.b64encode(self.DOCUMENT).decode(),
                                            signingParams={"decode": True})
        for relay, origin, signs in (("chrome.exe", "https://portal.kz", True), ("chrome.exe", "https://other.kz", False),
                                     ("relay.exe", "https://portal.kz", False)):
            service = WindowsService(self.folder, "--key", windows(PKI / "system.p12"), "--password-file", self.password(),
                                     "--consent-policy", windows(policy), relay=relay)
            try:
                with RelayedClient(service.port) as client:
                    client.upgrade(origin=origin)
                    self.assertEqual(client.read_text(), service_client.GREETING)
                    _, reply = client.call(request)
            finally:
                service.end()
            results = reply["body"].get("result", [])
            self.assertEqual([test_service.gost_verifier.judge_cms(test_service.from_pem(text)) for text in results],
                             [self.DOCUMENT] if signs else [], (relay, origin))
        lines = (self.folder / "consent.jsonl").read_text().splitlines()
        decisions = [event["result"] for event in map(json.loads, filter(None, lines)) if event["event"] == "question"]
        self.assertEqual(decisions, ["ok", "policy.refused", "policy.refused"])


if __name__ == "__main__":
    unittest.main()
