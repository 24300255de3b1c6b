"""`sign --tsa` and `--tsa-url` against time-stamp authorities of our own on loopback: `openssl ts` for RSA, one on our core
for GOST (openssl knows no Streebog), and such as answer wrongly, too much, or not at all. `openssl ts -verify` judges the
token that we put into the signature."""

import datetime
import http.server
import json
import os
import re
import shutil
import subprocess
import threading

from support import (CANCELLED, CLI, DONE, NOT_ESTABLISHED, PKI, REFUSED, USAGE, VALID, CliTest, environment, main)

AUTHORITY = os.environ["TANBA_STAMPING_AUTHORITY"]
REPLY = "application/timestamp-reply"
# DER of the attribute's type 1.2.840.113549.1.9.16.2.14, behind its tag and length.
STAMP_TYPE = bytes.fromhex("060b2a864886f70d010910020e")

CONFIGURATION = """[tsa]
default_tsa = ours
[ours]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.398.3.3.2.6.2
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


def rfc3339(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def now():
    return datetime.datetime.now(datetime.timezone.utc)


class Authority(http.server.ThreadingHTTPServer):
    """Answers a POST by a function of (its body) -> (status, headers, body), or by one of (handler)."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/tsp"
        self.answer = None
        self.handle = None
        self.asked = []
        self.came = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        """Clients that leave early are what some tests are about."""

    def stop(self):
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.path, dict(self.headers), body))
        self.server.came.set()
        self.close_connection = True
        if self.server.handle is not None:
            self.server.handle(self)
            return
        status, headers, content = self.server.answer(body)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class Timestamp(CliTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lock = threading.Lock()

    def setUp(self):
        super().setUp()
        self.pki = self.folder / "stamping"
        subprocess.run([AUTHORITY, "make", self.pki], check=True)
        self.server = Authority()
        self.addCleanup(self.server.stop)
        self.server.answer = self.gost
        self.document = self.write("шарт.txt", "a contract\n")

    # Authorities

    def gost(self, body):
        made = subprocess.run([AUTHORITY, "answer", self.pki / "gost", rfc3339(now())], input=body,
                              capture_output=True, check=True)
        return 200, {"Content-Type": REPLY}, made.stdout

    def rsa(self, body):
        folder = self.pki / "rsa"
        with self.lock:
            (folder / "tsa.cnf").write_text(CONFIGURATION)
            if not (folder / "serial").exists():
                (folder / "serial").write_text("01\n")
            (folder / "query").write_bytes(body)
            subprocess.run(["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply"],
                           cwd=folder, check=True, capture_output=True)
            return 200, {"Content-Type": REPLY}, (folder / "reply").read_bytes()

    # Signing and judging

    def stamped(self, *options, key="person.p12", fmt="cms", code=DONE, document=None):
        return self.expect(code, *self.sign_arguments(key), "--format", fmt, document or self.document,
                           "--tsa-url", self.server.url, *options)

    def refused(self, name, *options, fmt="cms"):
        """A failure with a name, after which nothing but the document is there."""
        before = self.names()
        ended = self.expect(REFUSED, *self.sign_arguments(), "--format", fmt, self.document, "--tsa-url", self.server.url,
                            "--json", *options)
        self.assertEqual(ended.json["error"]["code"], name, str(ended))
        left = {each for each in self.names() - before if not each.startswith(("password-", "stamping"))}
        self.assertEqual(left, set())
        return ended.json["error"]

    def trusting_stamps(self, kind="gost"):
        trust = self.trust_folder()
        shutil.copyfile(self.pki / kind / "root.cer", trust / f"stamps-{kind}.cer")
        lists = self.folder / "lists"
        lists.mkdir(exist_ok=True)
        for source in (PKI / "crl" / "authority.crl", PKI / "crl" / "root.crl", self.pki / kind / "root.crl"):
            shutil.copyfile(source, lists / f"{source.parent.name}-{source.name}")
        return ["--trust", trust, "--crl", lists]

    def verify(self, code, file, *options, kind="gost"):
        return self.expect(code, "verify", file, *self.trusting_stamps(kind), "--json", *options).json

    def after_expiry(self):
        return rfc3339(now() + datetime.timedelta(days=340))

    # What works

    def test_a_stamp_outlives_the_signers_certificate(self):
        self.stamped()
        file = self.folder / "шарт.txt.cms"
        report = self.verify(VALID, file)
        stamp = report["signatures"][0]["timestamp"]
        self.assertTrue(stamp["valid"], report)
        self.verify(VALID, file, "--at", self.after_expiry())
        # The same signature without a stamp is not established any more, nor with a stamp that nobody trusts.
        plain = self.folder / "plain.cms"
        self.sign(self.document, "-o", plain)
        self.verify(VALID, plain)
        self.assertIn("chain.expired", json.dumps(self.verify(NOT_ESTABLISHED, plain, "--at", self.after_expiry())))
        report = self.expect(NOT_ESTABLISHED, "verify", file, *self.trusting_without_stamps(), "--at", self.after_expiry(),
                             "--json").json
        self.assertIn("notice.timestamp_untrusted", json.dumps(report))

    def trusting_without_stamps(self):
        folder = self.folder / "only-ours"
        folder.mkdir()
        for name in ("root.cer", "authority.cer"):
            shutil.copyfile(PKI / name, folder / name)
        return ["--trust", folder, "--crl", PKI / "crl"]

    def test_a_person_is_told_of_the_stamp(self):
        self.stamped()
        told = self.expect(VALID, "verify", self.folder / "шарт.txt.cms", *self.trusting_stamps(), "--lang", "en")
        self.assertIn("proved by a time stamp", told.text)

    def test_the_authority_learns_the_digest_only(self):
        self.stamped()
        ((path, headers, body),) = self.server.asked
        self.assertEqual(path, "/tsp")
        self.assertEqual(headers["Content-Type"], "application/timestamp-query")
        self.assertEqual(headers["User-Agent"], "Tanba")
        self.assertNotIn("Authorization", headers)
        self.assertNotIn("Cookie", headers)
        self.assertLess(len(body), 150)
        self.assertIn(bytes.fromhex("06082a830e030a010303"), body)  # Streebog-512

    def test_openssl_stamps_an_rsa_signature_and_accepts_its_own_token(self):
        self.server.answer = self.rsa
        for fmt, name in (("cms", "шарт.txt.cms"), ("cms-detached", "шарт.txt.p7s")):
            self.stamped(key="rsa_signing.p12", fmt=fmt)
            token, value = self.token_and_value(self.folder / name)
            self.write("token", token)
            self.write("value", value)
            self.openssl("ts", "-verify", "-in", "token", "-token_in", "-data", "value", "-CAfile", self.pki / "rsa" / "root.pem")
            self.openssl("ts", "-verify", "-in", "token", "-token_in", "-data", self.document, "-CAfile",
                         self.pki / "rsa" / "root.pem", code=1)
        self.verify(VALID, self.folder / "шарт.txt.cms", kind="rsa")
        self.verify(VALID, self.folder / "шарт.txt.cms", "--at", self.after_expiry(), kind="rsa")
        self.verify(VALID, self.folder / "шарт.txt.p7s", "--content", self.document, "--at", self.after_expiry(), kind="rsa")

    def token_and_value(self, file):
        """By openssl's own reading: where the attribute lies, and the signature value in front of it."""
        content = file.read_bytes()
        listing = self.openssl("asn1parse", "-inform", "DER", "-in", file).decode().splitlines()
        rows = []
        for line in listing:
            place = re.match(r" *(\d+):d=\d+ +hl=(\d+) l= *(\d+) ", line)
            if place:  # long values go on in lines of their own
                rows.append((*map(int, place.groups()), line))
        at = next(index for index, row in enumerate(rows) if "id-smime-aa-timeStampToken" in row[3])
        start, header, length, _ = rows[at + 2]  # the SET, then the token
        token = content[start:start + header + length]
        values = [row for row in rows[:at] if "OCTET STRING" in row[3]]
        start, header, length, _ = values[-1]
        return token, content[start + header:start + header + length]

    def test_every_encoding_and_a_further_signer(self):
        self.stamped("--encoding", "pem", "-o", self.folder / "a.pem")
        self.stamped("--encoding", "base64", "-o", self.folder / "a.txt", fmt="cms-detached")
        self.verify(VALID, self.folder / "a.pem", "--at", self.after_expiry())
        self.verify(VALID, self.folder / "a.txt", "--content", self.document, "--at", self.after_expiry())
        plain = self.folder / "plain.cms"
        self.sign(self.document, "-o", plain)
        asked = len(self.server.asked)
        self.expect(DONE, *self.sign_arguments("head.p12"), "--add-to", plain, "--tsa-url", self.server.url, "-o",
                    self.folder / "two.cms")
        self.assertEqual(len(self.server.asked), asked + 1, "the signature that was there is somebody else's")
        report = self.verify(VALID, self.folder / "two.cms")
        self.assertEqual(sorted(each["timestamp"] is not None for each in report["signatures"]), [False, True])

    def test_standard_output_gets_a_whole_signature_or_nothing(self):
        self.stamped("-o", "-")
        self.assertEqual(self.expect(DONE, *self.sign_arguments(), "--format", "cms", self.document, "--tsa-url", self.server.url,
                                     "-o", "-").out.count(STAMP_TYPE), 1)
        self.server.answer = lambda body: (500, {}, b"")
        self.assertEqual(self.stamped("-o", "-", code=REFUSED).out, b"")

    def test_a_large_file_is_stamped_like_a_small_one(self):
        large = self.write("large.bin", os.urandom(1024) * 12 * 1024)
        self.stamped(document=large)
        self.verify(VALID, self.folder / "large.bin.cms", "--at", self.after_expiry())

    def test_many_documents_are_many_stamps_and_a_record_goes_on(self):
        folder = self.folder / "many"
        for number in range(6):
            self.write(f"many/{number}.txt", f"document {number}\n")
        count = threading.Semaphore(3)

        def some(body):
            return self.gost(body) if count.acquire(blocking=False) else (200, {"Content-Type": REPLY}, REFUSAL)
        self.server.answer = some
        record = self.folder / "run.jsonl"
        ended = self.run_cli(*self.sign_arguments(), "--format", "cms", folder, "--record", record, "--tsa-url",
                             self.server.url, "--json")
        self.assertEqual(ended.code, REFUSED, str(ended))
        self.assertEqual(ended.json["error"]["code"], "timestamp.refused")
        self.assertEqual(len(list(folder.glob("*.cms"))), 3)
        # Not without a network, and not by another authority than agreed.
        offline = self.run_cli(*self.sign_arguments(), "--record", record, "--offline", "--json")
        self.assertEqual(offline.json["error"]["code"], "network.off", str(offline))
        other = self.run_cli(*self.sign_arguments(), "--record", record, "--tsa", "--json")
        self.assertEqual((other.code, other.json["error"]["code"]), (USAGE, "usage"), str(other))
        self.server.answer = self.gost
        self.expect(DONE, *self.sign_arguments(), "--record", record)
        made = sorted(folder.glob("*.cms"))
        self.assertEqual(len(made), 6)
        for file in made:
            self.assertEqual(file.read_bytes().count(STAMP_TYPE), 1)

    # What goes wrong

    def test_a_refusal_is_told_with_its_reason(self):
        self.server.answer = lambda body: (200, {"Content-Type": REPLY}, REFUSAL)
        error = self.refused("timestamp.refused")
        self.assertIn("badAlg", error["subject"])
        self.assertIn("127.0.0.1", error["subject"])
        # openssl's own refusal of a digest it does not know.
        self.server.answer = self.rsa
        self.assertIn("rejection", self.refused("timestamp.refused")["subject"])

    def test_wrong_answers_are_refused_and_leave_nothing(self):
        def replayed(content):
            return lambda body: (200, {"Content-Type": REPLY}, content)

        first = []

        def remembering(body):
            first.append(self.gost(body))
            return first[0]
        self.server.answer = remembering
        self.stamped("-o", self.folder / "first.cms")
        good = first[0][2]
        rows = {
            "the answer to another question": (replayed(good), "timestamp.other"),
            "a changed signature value": (lambda body: self.changed(body, -1), "network.answer_wrong"),
            "garbage": (replayed(os.urandom(300)), "network.answer_wrong"),
            "nothing": (replayed(b""), "network.answer_wrong"),
            "the token alone": (replayed(good[good.index(b"\x30", 5):]), "network.answer_wrong"),
            "cut off inside": (lambda body: (200, {"Content-Type": REPLY}, self.gost(body)[2][:-40]), "network.answer_wrong"),
            "a page": (lambda body: (200, {"Content-Type": "text/html"}, b"<html>log in</html>"), "network.answer_wrong"),
            "the right answer as a page": (lambda body: (200, {"Content-Type": "text/html"}, self.gost(body)[2]),
                                           "network.answer_wrong"),
            "an error": (lambda body: (503, {}, b"later"), "network.answer_wrong"),
            "a redirect": (lambda body: (302, {"Location": self.server.url}, b""), "network.answer_wrong"),
            "too much": (lambda body: (200, {"Content-Type": REPLY}, b"0" * 2_000_000), "network.answer_too_large"),
        }
        for name, (answer, code) in rows.items():
            for fmt in ("cms", "cms-detached"):
                with self.subTest(name, fmt=fmt):
                    self.server.answer = answer
                    self.refused(code, fmt=fmt)

    def changed(self, body, place):
        status, headers, content = self.gost(body)
        content = bytearray(content)
        content[place] ^= 1
        return status, headers, bytes(content)

    def test_a_connection_that_is_cut_off(self):
        def cut(handler):
            handler.send_response(200)
            handler.send_header("Content-Type", REPLY)
            handler.send_header("Content-Length", "4000")
            handler.end_headers()
            handler.wfile.write(b"\x30\x82")
        self.server.handle = cut
        self.refused("network.answer_wrong")

    def test_nobody_listens(self):
        self.server.stop()
        self.refused("network.unavailable")

    def test_a_slow_authority_can_be_cancelled(self):
        def hold(handler):
            while handler.connection.recv(1):
                pass
        self.server.handle = hold
        words = [CLI, *map(os.fspath, self.sign_arguments()), "--format", "cms", os.fspath(self.document), "--tsa-url",
                 self.server.url, "--json"]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=self.folder)
        self.assertTrue(self.server.came.wait(30))
        process.terminate()
        out, _ = process.communicate(timeout=10)
        self.assertEqual(process.returncode, CANCELLED)
        self.assertEqual(json.loads(out)["error"]["code"], "cancelled")
        self.assertEqual([name for name in self.names() if name.startswith("шарт.txt.")], [])

    # What is asked of whom

    def test_arguments_that_make_no_sense(self):
        usage = [*self.sign_arguments(), self.document]
        self.expect_error(USAGE, "usage", *usage, "--format", "cms", "--tsa", "--offline")
        self.expect_error(USAGE, "usage", *usage, "--format", "cms", "--tsa-url", self.server.url, "--offline")
        for fmt in ("xml", "raw"):
            self.expect_error(USAGE, "usage", *usage, "--format", fmt, "--tsa")
        for url in ("", "tsp.pki.gov.kz", "ftp://a/", "http://user@host/"):
            self.expect_error(USAGE, "usage", *usage, "--format", "cms", "--tsa-url", url)
        self.assertEqual(self.server.asked, [])
        self.assertEqual({name for name in self.names() if "шарт" in name}, {"шарт.txt"})

    def test_nothing_is_asked_unless_told(self):
        self.sign(self.document)
        self.assertNotIn(STAMP_TYPE, (self.folder / "шарт.txt.cms").read_bytes())
        self.assertEqual(self.server.asked, [])

    def test_the_help_tells_of_it(self):
        for language in ("kk", "ru", "en"):
            told = self.expect(DONE, "sign", "--help", "--lang", language)
            self.assertIn("--tsa", told.text)
            self.assertIn("--tsa-url", told.text)


# PKIStatus rejection with badAlg: SEQUENCE { SEQUENCE { INTEGER 2, BIT STRING 07 80 } }
REFUSAL = bytes.fromhex("300930070201020302" "0780")

if __name__ == "__main__":
    main()
