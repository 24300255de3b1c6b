"""What the clients of portals depend on, over real sockets, TLS and WebSocket (app/service/README.md)."""

import base64
import json
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

import service_client
from service_client import BINARY, CLOSE, PING, PONG, TEXT, Browser, Client, Service, connected
from support import DONE, PKI, REFUSED, SANITIZED, CliTest, environment, main

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import gost_verifier  # noqa: E402

COMMON = "kz.gov.pki.knca.commonUtils"
BASICS = "kz.gov.pki.knca.basics"


def sign_request(**changes):
    arguments = {"allowedStorages": ["PKCS12"], "format": "cms", "data": "MTEK",
                 "signingParams": {"decode": "true", "encapsulate": "true", "digested": "false"},
                 "signerParams": {"extKeyUsageOids": [], "iin": "", "bin": "", "serialNumber": "", "chain": []},
                 "locale": "ru"}
    arguments.update(changes)
    return {"module": BASICS, "method": "sign", "args": arguments}


class ServiceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.mkdtemp(prefix="tanba-service-")
        cls.addClassCleanup(shutil.rmtree, cls.home, ignore_errors=True)
        cls.service = Service(cls.home)
        cls.addClassCleanup(cls.service.end)

    def client(self, **more):
        client = connected(self.service, **more)
        self.addCleanup(client.close)
        return client

    # Connection

    def test_greeting_is_the_first_frame_byte_by_byte(self):
        with Client(self.service.port) as client:
            status, fields = client.upgrade()
            self.assertEqual(status, 101)
            self.assertEqual(client.read_frame(), (TEXT, True, b'{"result":{"version":"1.4"}}'))
            self.assertNotIn("sec-websocket-protocol", fields)
            self.assertNotIn("sec-websocket-extensions", fields)

    def test_a_request_may_cross_the_greeting(self):
        with Client(self.service.port) as client:
            client.upgrade()
            client.send_text("--heartbeat--")
            self.assertEqual(client.read_text(), service_client.GREETING)
            self.assertEqual(client.read_text(), "--heartbeat--")

    def test_nothing_is_sent_unasked(self):
        client = self.client()
        self.assertTrue(client.silent(0.5))
        client.send_text("{}")
        self.assertTrue(client.silent())

    def test_any_path_any_origin_no_protocol_demanded(self):
        for path, origin in (("/", "null"), ("/basics/index.html", "https://egov.kz"), ("/x?y", None),
                             ("/tumarcsp/", "file://")):
            client = Client(self.service.port)
            self.addCleanup(client.close)
            self.assertEqual(client.upgrade(path, origin=origin)[0], 101, path)
            self.assertEqual(client.read_text(), service_client.GREETING)

    def test_localhost_and_the_newer_address_too(self):
        client = Client(self.service.port)
        self.addCleanup(client.close)
        self.assertEqual(client.upgrade(host=f"localhost:{self.service.port}")[0], 101)
        newer = Client(self.service.port, host="::1")
        self.addCleanup(newer.close)
        self.assertEqual(newer.upgrade(host=f"localhost:{self.service.port}")[0], 101)

    def test_replies_come_in_order_one_message_each(self):
        client = self.client()
        client.send_text(json.dumps({"module": "no.such", "method": "a"}))
        client.send_text("--heartbeat--")
        client.send_text(json.dumps({"module": COMMON, "method": "getActiveTokens"}))
        client.send_text(json.dumps({"module": COMMON, "method": "noSuchMethod"}))
        replies = [client.read_text() for _ in range(4)]
        # Heartbeats overtake; everything else keeps its order.
        replies.remove("--heartbeat--")
        self.assertEqual(json.loads(replies[0])["errorCode"], "MODULE_NOT_FOUND")
        self.assertEqual(json.loads(replies[1]), {"code": "200", "responseObject": []})
        self.assertEqual(json.loads(replies[2])["message"], "NoSuchMethodException noSuchMethod")

    def test_fragments_are_put_together(self):
        client = self.client()
        message = json.dumps({"module": COMMON, "method": "getActiveTokens"}).encode()
        client.send_frame(TEXT, message[:5], last=False)
        client.send_frame(PING, b"x")
        client.send_frame(0, message[5:20], last=False)
        client.send_frame(0, message[20:])
        self.assertEqual(client.read_frame(), (PONG, True, b"x"))
        self.assertEqual(json.loads(client.read_text())["code"], "200")

    def test_a_close_is_answered_quietly(self):
        client = self.client()
        client.send_frame(CLOSE, b"\x03\xe8")
        opcode, _, payload = client.read_frame()
        self.assertEqual((opcode, payload[:2]), (CLOSE, b"\x03\xe8"))

    def test_a_bad_request_never_closes(self):
        client = self.client()
        for wrong in ("", "x", "[]", "{", '{"module":', "7", "null", "{" * 5000, '{"a":1,"a":2}',
                      json.dumps({"module": COMMON}), json.dumps({"module": COMMON, "method": 7}),
                      json.dumps({"module": COMMON, "method": "signXml", "args": {"a": 1}}),
                      json.dumps(sign_request(format="Выберите")), json.dumps(sign_request(signingParams=7))):
            client.send_text(wrong)
            client.send_text("--heartbeat--")
            while client.read_text() != "--heartbeat--":
                pass
        client.send_frame(BINARY, b"\0\1")
        client.send_text(json.dumps({"module": "a.b", "method": "c"}))
        # Heartbeats overtake the answers to what was wrong.
        while "MODULE_NOT_FOUND" not in client.read_text():
            pass

    # Envelopes

    def test_unknown_modules_are_answered(self):
        text, reply = self.client().call({"module": "kz.digiflow.mobile.extensions", "method": "getVersion"})
        self.assertEqual(reply, {"success": False, "errorCode": "MODULE_NOT_FOUND"})
        self.assertEqual(text, '{"success":false,"errorCode":"MODULE_NOT_FOUND"}')

    def test_common_utils_has_a_code_of_text_and_no_message_on_success(self):
        _, reply = self.client().call({"module": COMMON, "method": "getActiveTokens"})
        self.assertEqual(reply, {"code": "200", "responseObject": []})
        _, reply = self.client().call({"module": COMMON, "method": "changeLocale", "args": ["kk"]})
        self.assertEqual(reply, {"code": "200"})

    def test_what_nobody_consents_to_is_cancelled(self):
        _, reply = self.client().call(
            {"module": COMMON, "method": "createCAdESFromBase64", "args": ["PKCS12", "SIGNATURE", "MTEK", True]})
        self.assertEqual(reply, {"code": "500", "message": "action.canceled"})
        _, reply = self.client().call({"module": COMMON, "method": "getKeyInfo", "args": ["PKCS12"]})
        self.assertEqual(reply, {"code": "500", "message": "action.canceled"})
        _, reply = self.client().call(sign_request())
        self.assertEqual(reply, {"body": {}, "status": True})

    def test_status_is_a_boolean_of_basics_only(self):
        _, basics = self.client().call(sign_request(signingParams=7))
        self.assertIs(basics["status"], False)
        self.assertTrue({"code", "message", "details"} <= set(basics), basics)
        _, common = self.client().call({"module": COMMON, "method": "noSuchMethod"})
        self.assertNotIn("status", common)
        _, unknown = self.client().call({"module": "a.b", "method": "c"})
        self.assertNotIn("status", unknown)

    def test_bare_words_and_old_grammar_are_understood(self):
        client = self.client()
        client.send_text("{ module: kz.gov.pki.knca.commonUtils; method => 'getActiveTokens', }")
        self.assertEqual(json.loads(client.read_text())["code"], "200")

    def test_the_legacy_way_to_set_the_language_gets_no_answer(self):
        # Widespread clients take whatever comes for the answer to their next request.
        client = self.client()
        client.send_text(json.dumps({"method": "setLocale", "args": ["ru"]}))
        client.send_text(json.dumps({"module": "kz.gov.pki.knca.applet.Applet", "method": "setLocale", "args": ["ru"]}))
        _, reply = client.call({"module": COMMON, "method": "getActiveTokens"})
        self.assertEqual(reply, {"code": "200", "responseObject": []})
        self.assertTrue(client.silent())

    def test_the_legacy_applet_gets_an_answer(self):
        _, reply = self.client().call({"method": "getKeys", "args": ["PKCS12", "/x", "y", "SIGN"]})
        self.assertEqual(reply, {"errorCode": "COMMON"})

    def test_two_hundred_mebibytes_in_pieces(self):
        client = self.client()
        size = 200 * 1024 * 1024
        head = json.dumps({"module": COMMON, "method": "createCAdESFromBase64",
                           "args": ["PKCS12", "SIGNATURE", "@", True]}).encode()
        before, after = head.split(b"@")
        piece = b"QUFB" * (64 * 1024 // 4)
        client.send_frame(TEXT, before, last=False)
        for _ in range(size // len(piece)):
            client.send_frame(0, piece, last=False)
        client.send_frame(0, after)
        client.socket.settimeout(60)
        self.assertEqual(json.loads(client.read_text()), {"code": "500", "message": "action.canceled"})

    # HTTP

    @unittest.skipIf(SANITIZED, "a sanitizer's own memory is counted")
    def test_the_largest_message_costs_less_than_half_a_gibibyte(self):
        # One escaped character, so that it cannot be taken as it stands.
        data = b"QUFB" * (250 * 1024 * 1024 // 4 - 1) + b"QUF\\u0042"
        head, tail = json.dumps(sign_request(data="@")).encode().split(b"@")
        with self.client() as client:
            client.socket.settimeout(120)
            client.send_text(head + data + tail)
            self.assertIn("status", json.loads(client.read_text()))
        status = pathlib.Path(f"/proc/{self.service.process.pid}/status").read_text()
        highest = int(re.search(r"VmHWM:\s+(\d+)", status)[1])
        self.assertLess(highest, 512 * 1024)

    def test_get_of_the_top_is_constant_and_open_to_every_page(self):
        with Client(self.service.port) as client:
            status, fields, body = client.ask(Origin="https://egov.kz")
        self.assertEqual((status, body), (200, b"OK\n"))
        self.assertEqual(fields["access-control-allow-origin"], "*")
        self.client()
        with Client(self.service.port) as client:
            self.assertEqual(client.ask(), (status, fields, body))
        with Client(self.service.port) as client:
            self.assertEqual(client.ask("HEAD")[0::2], (200, b""))

    def test_preflight(self):
        with Client(self.service.port) as client:
            status, fields, _ = client.ask("OPTIONS", Origin="https://egov.kz", Access_Control_Request_Method="GET",
                                           Access_Control_Request_Private_Network="true")
        self.assertEqual(status, 204)
        self.assertEqual(fields["access-control-allow-private-network"], "true")

    def test_status_page(self):
        with Client(self.service.port) as client:
            status, fields, body = client.ask(target=f"/status/{self.service.token}")
        self.assertEqual(status, 200)
        self.assertIn("connection with portals", body.decode())
        self.assertNotIn("access-control-allow-origin", fields)
        with Client(self.service.port) as client:
            self.assertEqual(client.ask(target=f"/status/{'0' * 32}")[0], 404)

    # TLS

    def test_the_certificate_is_good_for_this_computer_only(self):
        def verifies(name, *options):
            ended = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{self.service.port}",
                                    "-verify_return_error", "-CAfile", self.authority(), *options, name],
                                   stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=20)
            return ended.returncode == 0
        self.assertTrue(verifies("localhost", "-verify_hostname"))
        self.assertTrue(verifies("127.0.0.1", "-verify_ip"))
        self.assertFalse(verifies("egov.kz", "-verify_hostname"))

    def authority(self):
        """The certificate of this computer's authority, out of the service's own file."""
        content = (pathlib.Path(self.home) / "data" / "tanba" / "service" / "web-identity").read_bytes()
        start = content.index(b"\x30\x82", 4)
        size = int.from_bytes(content[start + 2:start + 4], "big") + 4
        path = pathlib.Path(self.home) / "authority.pem"
        path.write_text(ssl.DER_cert_to_PEM_cert(content[start:start + size]))
        return path

    def test_old_tls_is_refused(self):
        ended = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{self.service.port}", "-tls1_1",
                                "-cipher", "DEFAULT:@SECLEVEL=0"],
                               stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=20)
        self.assertNotEqual(ended.returncode, 0)

    def test_a_client_that_does_not_trust_is_told_to_the_person(self):
        for _ in range(2):
            with self.assertRaises(ssl.SSLError):
                context = ssl.create_default_context()
                with Client(self.service.port, tls=False) as client:
                    context.wrap_socket(client.socket, server_hostname="127.0.0.1")
        self.wait_for("does not trust")
        self.assertEqual(self.service.errors().count("does not trust"), 1)

    def wait_for(self, words):
        until = service_client.time.monotonic() + service_client.PATIENCE
        while words not in self.service.errors():
            self.assertLess(service_client.time.monotonic(), until, self.service.errors())
            service_client.time.sleep(0.01)


class ServiceCommandTest(CliTest):
    """The command itself: its arguments, its files, its end."""

    POLICY = {"rules": [{"origin": "https://portal.kz", "formats": ["cms"]}]}

    def policy(self, **changes):
        policy = {"log": str(self.folder / "consent.jsonl"), **self.POLICY, **changes}
        return self.write("policy.json", json.dumps(policy))

    def refuse(self, code, name, *arguments):
        return self.expect_error(code, name, "service", *arguments,
                                 env=environment(HOME=str(self.folder)))

    def test_a_taken_port(self):
        service = Service(self.folder)
        self.addCleanup(service.end)
        error = self.refuse(REFUSED, "service.port_taken", "--port", str(service.port))
        self.assertEqual(error["subject"], f"127.0.0.1:{service.port}")

    def test_a_missing_module_is_told_to_the_person_once(self):
        service = Service(self.folder)
        self.addCleanup(service.end)
        for _ in range(2):
            with connected(service) as client:
                client.call({"module": "kz.nobody.has\x1b[31m.this", "method": "sign"})
        # The line is written before the answer is.
        self.assertEqual(service.errors().count("kz.nobody.has\ufffd[31m.this"), 1, service.errors())

    def test_ends_when_told_and_keeps_its_identity(self):
        service = Service(self.folder)
        identity = self.folder / "data" / "tanba" / "service" / "web-identity"
        first = identity.read_bytes()
        self.assertEqual(identity.stat().st_mode & 0o777, 0o600)
        self.assertEqual(identity.parent.stat().st_mode & 0o777, 0o700)
        client = connected(service)
        self.addCleanup(client.close)
        self.assertEqual(service.end(signal.SIGINT), DONE)
        self.assertEqual(client.read_frame()[0], CLOSE)
        again = Service(self.folder)
        self.assertEqual(again.end(), DONE)
        self.assertEqual(identity.read_bytes(), first)
        identity.chmod(0o644)
        self.refuse_identity()

    def refuse_identity(self):
        ended = self.run_cli("service", "--port", "0", "--json",
                             env=environment(HOME=str(self.folder), XDG_DATA_HOME=str(self.folder / "data")))
        self.assertEqual(ended.code, REFUSED, str(ended))
        self.assertEqual(ended.json["error"]["code"], "service.identity_unusable")

    def test_a_persons_key_is_refused_whatever_the_policy_says(self):
        password = self.password_file()
        self.refuse(REFUSED, "policy.key_refused", "--key", PKI / "person.p12", "--password-file", password,
                    "--consent-policy", self.policy())
        self.refuse(REFUSED, "policy.key_refused", "--key", PKI / "head.p12", "--password-file", password,
                    "--consent-policy", self.policy())
        self.refuse(REFUSED, "policy.malformed", "--key", PKI / "system.p12", "--password-file", password,
                    "--consent-policy", self.policy(origins=["*"]))

    def test_key_and_policy_go_together(self):
        self.expect_error(64, "usage", "service", "--key", PKI / "system.p12")
        self.expect_error(64, "usage", "service", "--consent-policy", self.policy())
        self.expect_error(64, "usage", "service", "--port", "70000")

    def test_a_policy_signs_for_no_program_whatever_origin_it_states(self):
        service = Service(self.folder, "--key", PKI / "system.p12", "--password-file", self.password_file(),
                          "--consent-policy", self.policy())
        self.addCleanup(service.end)
        client = connected(service, origin="https://portal.kz")
        self.addCleanup(client.close)
        self.assertEqual(client.call(sign_request())[1], {"body": {}, "status": True})
        lines = [json.loads(line) for line in (self.folder / "consent.jsonl").read_text().splitlines() if line]
        self.assertEqual([line["result"] for line in lines if line["event"] == "question"], ["policy.refused"])
        self.assertTrue(lines[0]["program"].startswith("python"), lines[0])

    def test_a_policy_signs_for_its_origin_in_a_browser(self):
        service = Service(self.folder, "--key", PKI / "system.p12", "--password-file", self.password_file(),
                          "--consent-policy", self.policy())
        self.addCleanup(service.end)
        reply = json.loads(Browser(self.folder).ask(service, "https://portal.kz", sign_request())[0])
        self.assertEqual(list(reply), ["body", "status"])
        signed = self.write("signed.pem", reply["body"]["result"][0])
        self.assertEqual(self.expect(DONE, "verify", signed, *self.trusting(), "--json").json["verdict"], "valid")
        lines = [json.loads(line) for line in (self.folder / "consent.jsonl").read_text().splitlines() if line]
        self.assertEqual([(line["event"], line["result"]) for line in lines], [("question", "ok"), ("finished", "ok")])



class SignedAnswersTest(CliTest):
    """What stands in the answers to a page that somebody has consented to: here a policy, for a key of the test authority."""

    PORTAL, LISTED = "https://portal.kz", "https://cabinet.stat.gov.kz"
    DOCUMENT = ("Келісімшарт № 1. " * 20).encode()

    def setUp(self):
        super().setUp()
        rules = [{"origin": origin, "formats": ["cms", "cms-detached"], "identity": True} for origin in (self.PORTAL, self.LISTED)]
        policy = self.write("policy.json", json.dumps({"log": str(self.folder / "consent.jsonl"), "rules": rules}))
        self.service = Service(self.folder, "--key", PKI / "system.p12", "--password-file", self.password_file(),
                               "--consent-policy", policy)
        self.addCleanup(self.service.end)
        self.browser = Browser(self.folder)

    def ask(self, *messages, origin=PORTAL):
        return [json.loads(answer) for answer in self.browser.ask(self.service, origin, *messages)]

    def sign(self, **parameters):
        return sign_request(data=base64.b64encode(self.DOCUMENT).decode(), signingParams=parameters)

    def test_dates_of_a_key_are_numbers_for_a_script(self):
        (reply,) = self.ask({"module": COMMON, "method": "getKeyInfo", "args": ["PKCS12"]})
        info = reply["responseObject"]
        for name in ("certNotBefore", "certNotAfter"):
            self.assertIsInstance(info[name], str, name)
            self.assertRegex(info[name], r"^[0-9]{12,13}$")
        now = time.time() * 1000
        self.assertLess(int(info["certNotBefore"]), now)
        self.assertGreater(int(info["certNotAfter"]), now)

    def test_names_of_a_key_fall_apart_at_their_commas(self):
        (reply,) = self.ask({"module": COMMON, "method": "getKeyInfo", "args": ["PKCS12"]})
        info = reply["responseObject"]
        for name in ("subjectDn", "issuerDn"):
            # As widespread clients do it: no space behind a comma, and "=" in each part.
            parts = dict(part.split("=", 1) for part in info[name].split(","))
            self.assertEqual(parts["CN"], info[name.replace("Dn", "Cn")])
            self.assertEqual(parts["C"], "KZ")
        self.assertRegex(info["subjectDn"], r"(^|,)SERIALNUMBER=IIN[0-9]{12}(,|$)")

    def test_booleans_may_be_texts(self):
        encoded = base64.b64encode(self.DOCUMENT)
        replies = self.ask(self.sign(decode="true", encapsulate="true"), self.sign(decode="false", encapsulate="true"),
                           self.sign(decode="true", encapsulate="false"), self.sign(decode=True, encapsulate=False))
        signed = [from_pem(reply["body"]["result"][0]) for reply in replies]
        self.assertEqual(gost_verifier.judge_cms(signed[0]), self.DOCUMENT)
        self.assertEqual(gost_verifier.judge_cms(signed[1]), encoded)
        self.assertEqual(gost_verifier.judge_cms(signed[2], self.DOCUMENT), self.DOCUMENT)
        self.assertEqual(gost_verifier.judge_cms(signed[3], self.DOCUMENT), self.DOCUMENT)
        with self.assertRaises(AssertionError):
            gost_verifier.judge_cms(signed[2], self.DOCUMENT + b".")

    def test_signatures_of_both_modules_stand_before_a_verifier_that_is_not_ours(self):
        cades, cms = self.ask({"module": COMMON, "method": "createCAdESFromBase64",
                               "args": ["PKCS12", "SIGNATURE", base64.b64encode(self.DOCUMENT).decode(), True]},
                              self.sign(decode=True))
        self.assertEqual(gost_verifier.judge_cms(base64.b64decode(cades["responseObject"])), self.DOCUMENT)
        self.assertEqual(gost_verifier.judge_cms(from_pem(cms["body"]["result"][0])), self.DOCUMENT)

    def test_answers_have_the_members_that_clients_look_at_and_no_others(self):
        document = base64.b64encode(self.DOCUMENT).decode()
        cades, one, two = self.ask({"module": COMMON, "method": "createCAdESFromBase64",
                                    "args": ["PKCS12", "SIGNATURE", document, True]},
                                   self.sign(decode=True), sign_request(data=[document, document], signingParams={"decode": True}))
        # A "message" would be an error for some, a "status" an answer of the other module.
        self.assertEqual((sorted(cades), cades["code"]), (["code", "responseObject"], "200"))
        for reply, items in ((one, 1), (two, 2)):
            self.assertEqual((sorted(reply), reply["status"], sorted(reply["body"])), (["body", "status"], True, ["result"]))
            self.assertIsInstance(reply["body"]["result"], list)
            self.assertEqual([gost_verifier.judge_cms(from_pem(text)) for text in reply["body"]["result"]], [self.DOCUMENT] * items)

    def test_a_bare_digest_is_a_question_for_portals_of_the_table_only(self):
        digest = {"module": COMMON, "method": "createCAdESFromBase64Hash",
                  "args": ["PKCS12", "SIGNATURE", base64.b64encode(bytes(64)).decode()]}
        self.assertEqual(self.ask(digest), [{"code": "500", "message": "signing.hash_needs_origin"}])
        # No policy answers it.
        self.assertEqual(self.ask(digest, origin=self.LISTED), [{"code": "500", "message": "action.canceled"}])
        self.assertEqual(self.results(), ["policy.refused"])

    def test_a_short_text_is_never_signed_unseen(self):
        short = sign_request(data=base64.b64encode(bytes(range(64))).decode(), signingParams={"decode": True})
        self.assertEqual(self.ask(short), [{"body": {}, "status": True}])
        self.assertEqual(self.results(), ["policy.refused"])
        (refused,) = self.ask(short, origin="http://localhost:8080")
        self.assertEqual(refused["details"], "signing.login_for_other_origin")

    def results(self):
        lines = (self.folder / "consent.jsonl").read_text().splitlines()
        return [event["result"] for event in map(json.loads, filter(None, lines)) if event["event"] == "question"]


def from_pem(text):
    return base64.b64decode("".join(line for line in text.splitlines() if not line.startswith("-----")))

if __name__ == "__main__":
    main()
