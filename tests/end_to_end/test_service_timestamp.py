"""Time stamps through the running service. Its authority has a fixed name, which here leads to one of our own: in namespaces
of its own (tests/card_rig/isolated.sh) this test is the network, and the service finds everything as it does outside."""

import base64
import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import threading
import time
import unittest

import service_client
import test_timestamp
from service_client import Browser, Service, connected
from support import NOT_ESTABLISHED, PKI, REFUSED, VALID, CliTest, main

COMMON = "kz.gov.pki.knca.commonUtils"
BASICS = "kz.gov.pki.knca.basics"
NAME = "tsp.pki.gov.kz"
# Any public one: the program goes nowhere else, and here it is on the loopback.
ADDRESS = "195.12.113.29"
DOCUMENT = ("Келісімшарт № 1. " * 20).encode()
PORTAL = "https://portal.kz"
# What the authority has at most (core/trust/timestamp_client.h), and some time for a slow machine.
AUTHORITY_TIME = 15


def only_loopback():
    return [name for _, name in socket.if_nameindex()] == ["lo"]


def setUpModule():
    if not only_loopback():
        raise unittest.SkipTest("not in namespaces of its own: tests/card_rig/isolated.sh")
    subprocess.run(["ip", "address", "add", f"{ADDRESS}/32", "dev", "lo"], check=True)
    hosts = pathlib.Path("/run/hosts")  # of this test only, as the mount is
    hosts.write_text(f"127.0.0.1 localhost\n{ADDRESS} {NAME}\n")
    subprocess.run(["mount", "--bind", hosts, "/etc/hosts"], check=True)


class Authority(test_timestamp.Authority):
    """The same, at the place where the national one is."""

    def __init__(self):
        http.server.ThreadingHTTPServer.__init__(self, (ADDRESS, 80), test_timestamp.Handler)
        self.answer = None
        self.handle = None
        self.asked = []
        self.came = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class ServiceTimestamp(CliTest):
    # The authorities and their judging are those of `sign --tsa`.
    gost, rsa, changed = (getattr(test_timestamp.Timestamp, name) for name in ("gost", "rsa", "changed"))
    trusting_stamps, verify, after_expiry = (getattr(test_timestamp.Timestamp, name)
                                             for name in ("trusting_stamps", "verify", "after_expiry"))

    KEYS = {"gost": "system.p12", "rsa": "rsa_system.p12"}

    def setUp(self):
        super().setUp()
        self.lock = threading.Lock()
        self.pki = self.folder / "stamping"
        subprocess.run([test_timestamp.AUTHORITY, "make", self.pki], check=True)
        self.server = Authority()
        self.addCleanup(self.server.stop)
        self.server.answer = self.gost
        self.browser = Browser(self.folder)

    def service(self, kind="gost", *options):
        """Rules instead of a person; folder and log of its own."""
        place = self.folder / f"service-{kind}"
        place.mkdir()
        policy = place / "policy.json"
        policy.write_text(json.dumps({"log": str(place / "consent.jsonl"), "rules": [
            {"origin": PORTAL, "formats": ["cms", "cms-detached"], "identity": True}]}))
        service = Service(place, "--key", PKI / self.KEYS[kind], "--password-file", self.password_file(), "--consent-policy",
                          policy, *options)
        self.addCleanup(service.end)
        return service

    def ask(self, service, *messages):
        return [json.loads(answer) for answer in self.browser.ask(service, PORTAL, *messages)]

    @staticmethod
    def basics(encapsulate=True, data=DOCUMENT):
        return {"module": BASICS, "method": "sign", "args": {
            "allowedStorages": ["PKCS12"], "format": "cms", "data": base64.b64encode(data).decode(),
            "signingParams": {"decode": True, "encapsulate": encapsulate, "digested": False, "tsaProfile": {}},
            "signerParams": {"extKeyUsageOids": [], "chain": []}, "locale": "ru"}}

    @staticmethod
    def common(method, *arguments):
        return {"module": COMMON, "method": method, "args": list(arguments)}

    def judged(self, kind, cms, content=None):
        """A stamp that stands when the signer's certificate has long expired."""
        file = self.write("answer.cms", cms)
        more = [] if content is None else ["--content", self.write("content", content)]
        report = self.verify(VALID, file, *more, "--at", self.after_expiry(), kind=kind)
        self.assertTrue(report["signatures"][0]["timestamp"]["valid"], report)
        self.assertEqual(cms.count(test_timestamp.STAMP_TYPE), 1)

    # What works

    def test_every_way_to_a_stamp_with_both_authorities(self):
        data = base64.b64encode(DOCUMENT).decode()
        for kind in self.KEYS:
            with self.subTest(kind):
                self.server.answer = getattr(self, kind)
                self.server.asked.clear()
                service = self.service(kind)
                attached, detached, common, plain = self.ask(
                    service, self.basics(), self.basics(encapsulate=False),
                    self.common("createCMSSignatureFromBase64", "PKCS12", "SIGNATURE", data, True),
                    self.common("createCAdESFromBase64", "PKCS12", "SIGNATURE", data, True))
                self.assertIn("body", attached, attached)
                self.judged(kind, pem_content(attached["body"]["result"][0]))
                self.judged(kind, pem_content(detached["body"]["result"][0]), DOCUMENT)
                self.assertEqual(common["code"], "200", common)
                self.judged(kind, base64.b64decode(common["responseObject"]))
                # One that has none gets it; nobody is asked, since no key is needed.
                self.assertNotIn(test_timestamp.STAMP_TYPE, base64.b64decode(plain["responseObject"]))
                (applied,) = self.ask(service, self.common("applyCAdEST", "PKCS12", "SIGNATURE", plain["responseObject"]))
                self.assertEqual(applied["code"], "200", applied)
                self.judged(kind, base64.b64decode(applied["responseObject"]))
                self.assertEqual(len(self.server.asked), 4)
                self.assertEqual({headers["Host"] for _, headers, _ in self.server.asked}, {NAME})

    # What goes wrong

    def expect_failure(self, service, code):
        """Of each way, in the words that scripts look for; and the service goes on."""
        data = base64.b64encode(DOCUMENT).decode()
        basics, common = self.ask(service, self.basics(),
                                  self.common("createCMSSignatureFromBase64", "PKCS12", "SIGNATURE", data, True))
        self.assertIs(basics["status"], False, basics)
        self.assertEqual((basics["code"], basics["details"]), ("SIGNING_FAILURE", code), basics)
        self.assertEqual(common, {"code": "500", "message": code})

    def test_an_authority_that_answers_wrongly(self):
        refusal = (200, {"Content-Type": test_timestamp.REPLY}, test_timestamp.REFUSAL)
        rows = {"timestamp.refused": lambda body: refusal,
                "network.answer_wrong": lambda body: self.changed(body, -1),
                "network.answer_too_large": lambda body: (200, {"Content-Type": test_timestamp.REPLY}, b"0" * 2_000_000)}
        service = self.service()
        for code, answer in rows.items():
            with self.subTest(code):
                self.server.answer = answer
                self.expect_failure(service, code)
        self.server.answer = self.gost
        self.judged("gost", pem_content(self.ask(service, self.basics())[0]["body"]["result"][0]))

    def test_no_authority(self):
        self.server.stop()
        self.expect_failure(self.service(), "network.unavailable")

    def test_a_service_that_may_not_ask(self):
        self.expect_failure(self.service("gost", "--offline"), "network.off")
        self.assertEqual(self.server.asked, [])

    def test_a_slow_authority_keeps_nobody_waiting(self):
        def hold(handler):
            while handler.connection.recv(1):
                pass
        self.server.handle = hold
        service = self.service()
        plain, = self.ask(service, self.common("createCAdESFromBase64", "PKCS12", "SIGNATURE",
                                               base64.b64encode(DOCUMENT).decode(), True))
        with connected(service) as page, connected(service) as other:
            begun = time.monotonic()
            page.send_text(json.dumps(self.common("applyCAdEST", "PKCS12", "SIGNATURE", plain["responseObject"])))
            self.assertTrue(self.server.came.wait(service_client.PATIENCE))
            page.send_text("--heartbeat--")
            self.assertEqual(page.read_text(), "--heartbeat--")
            self.assertEqual(other.call(self.common("getActiveTokens"))[1]["code"], "200")
            page.socket.settimeout(3 * AUTHORITY_TIME)
            self.assertEqual(json.loads(page.read_text()), {"code": "500", "message": "network.timeout"})
            self.assertGreater(time.monotonic() - begun, AUTHORITY_TIME - 1)
        # Who does not wait leaves nothing behind: the service ends at once although the authority is asked.
        self.server.came.clear()
        leaving = connected(service)
        leaving.send_text(json.dumps(self.common("applyCAdEST", "PKCS12", "SIGNATURE", plain["responseObject"])))
        self.assertTrue(self.server.came.wait(service_client.PATIENCE))
        leaving.close()
        begun = time.monotonic()
        service.end()
        self.assertLess(time.monotonic() - begun, AUTHORITY_TIME / 3)

    def test_slow_stamps_that_nobody_agreed_to_delay_no_signature(self):
        def hold(handler):
            while handler.connection.recv(1):
                pass
        self.server.handle = hold
        service = self.service()
        sign = self.common("createCAdESFromBase64", "PKCS12", "SIGNATURE", base64.b64encode(DOCUMENT).decode(), True)
        plain, = self.ask(service, sign)
        for _ in range(12):
            page = connected(service)
            self.addCleanup(page.close)
            page.send_text(json.dumps(self.common("applyCAdEST", "PKCS12", "SIGNATURE", plain["responseObject"])))
        self.assertTrue(self.server.came.wait(service_client.PATIENCE))
        begun = time.monotonic()
        self.assertEqual(self.ask(service, sign)[0]["code"], "200")
        self.assertLess(time.monotonic() - begun, AUTHORITY_TIME / 3)


def pem_content(text):
    return base64.b64decode("".join(line for line in text.splitlines() if not line.startswith("-----")))


if __name__ == "__main__":
    main()
