"""`verify --online` against servers of our own on loopback: a responder and lists that answer rightly, wrongly, too much,
too late or not at all. `openssl ocsp` is the judge who reads what we ask and answers on its own."""

import http.server
import os
import shutil
import signal
import socket
import subprocess
import threading
import time

from support import CLI, INVALID, NOT_ESTABLISHED, USAGE, VALID, CliTest, environment, main

MAKE_PKI = os.environ["TANBA_MAKE_ONLINE_PKI"]
TRY_LATER = bytes([0x30, 0x03, 0x0A, 0x01, 0x03])


class Servers(http.server.ThreadingHTTPServer):
    """Answers by a table of path -> function(handler); what is not in it is 404."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.port = self.server_address[1]
        self.paths = {}
        self.asked = []
        self.changed = threading.Condition()
        self.ended = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def wait_for(self, path):
        """Until somebody has asked for it."""
        with self.changed:
            return self.changed.wait_for(lambda: any(asked == path for _, asked, _ in self.asked), 30)

    def handle_error(self, request, client_address):
        """Clients that leave early are what some tests are about."""

    def stop(self):
        self.ended.set()
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.server.changed:
            self.server.asked.append((self.command, self.path, dict(self.headers)))
            self.server.changed.notify_all()
        self.close_connection = True
        self.server.paths.get(self.path, missing)(self)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


def whole(content, status=200, **headers):
    """Answers with these bytes."""
    def serve(handler):
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)
    return serve


missing = whole(b"", 404)


def cut(content):
    """Promises twice as much as it sends."""
    def serve(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(2 * len(content)))
        handler.end_headers()
        handler.wfile.write(content)
    return serve


def oversized(handler):
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.ended.is_set():
        handler.wfile.write(b"x" * 65536)


def hold(handler):
    """Never answers; the client has to leave."""
    while handler.connection.recv(1):
        pass


def stops_in(content):
    """Sends half of it and then nothing, and does not hang up."""
    def serve(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[:len(content) // 2])
        hold(handler)
    return serve


def in_small_pieces(content):
    """Each byte in a packet of its own."""
    def serve(handler):
        handler.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        for byte in content:
            handler.wfile.write(bytes([byte]))
    return serve


class Online(CliTest):
    def setUp(self):
        super().setUp()
        self.servers = Servers()
        self.addCleanup(self.servers.stop)
        self.pki = self.folder / "pki"
        subprocess.run([MAKE_PKI, self.pki, str(self.servers.port)], check=True)
        self.host = f"127.0.0.1:{self.servers.port}"
        self.document = self.write("document.txt", b"document\n")
        self.data = self.folder / "data"

    def made(self, name, kind="gost"):
        return (self.pki / kind / name).read_bytes()

    def serve(self, path, answer, kind="gost"):
        self.servers.paths[f"/{kind}/{path}"] = answer

    def anchors(self, kind="gost", allowed=True):
        """The folder of anchors, with the servers listed or not."""
        folder = self.folder / f"anchors-{kind}-{allowed}"
        folder.mkdir(exist_ok=True)
        shutil.copyfile(self.pki / kind / "root.cer", folder / "root.cer")
        if allowed:
            (folder / "online-hosts.json").write_text(
                f'{{"hosts":[{{"host":"{self.host}","for":["status","lists"]}}]}}')
        return folder

    def signed(self, key="person", kind="gost"):
        path = self.folder / f"{key}-{kind}.cms"
        if not path.exists():
            self.expect(0, "sign", "--key", self.pki / kind / f"{key}.p12", "--password-file", self.password_file(),
                        "--format", "cms", self.document, "-o", path)
        return path

    def environment(self):
        return environment(XDG_DATA_HOME=str(self.data))

    def verify(self, code, file, *options, kind="gost", allowed=True):
        return self.expect(code, "verify", file, "--trust", self.anchors(kind, allowed), "--online", "--json", *options,
                           env=self.environment()).json

    def codes(self, report):
        return [reason["code"] for reason in report["signatures"][0]["reasons"]]

    def detail(self, report, code):
        return [reason["detail"] for reason in report["signatures"][0]["reasons"] if reason["code"] == code]

    def evidence(self, report):
        return report["signatures"][0]["evidence"][0]

    # What is asked, and when

    def test_the_responder_is_asked_and_named(self):
        self.serve("ocsp", whole(self.made("good.ocsp")))
        report = self.verify(VALID, self.signed())
        self.assertEqual(report["policy"], "tanba-online-1")
        evidence = self.evidence(report)
        self.assertEqual((evidence["kind"], evidence["source"], evidence["host"]), ("ocsp", "online", self.host))
        self.assertRegex(evidence["producedAt"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        ((method, path, headers),) = self.servers.asked
        self.assertEqual((method, path), ("POST", "/gost/ocsp"))
        self.assertEqual(headers["Content-Type"], "application/ocsp-request")
        self.assertEqual(headers["User-Agent"], "Tanba")

    def test_nothing_is_asked_by_default(self):
        self.serve("ocsp", whole(self.made("good.ocsp")))
        report = self.expect(NOT_ESTABLISHED, "verify", self.signed(), "--trust", self.anchors(), "--json").json
        self.assertEqual(report["policy"], "tanba-offline-1")
        self.expect(NOT_ESTABLISHED, "--offline", "verify", self.signed(), "--trust", self.anchors())
        self.assertEqual(self.servers.asked, [])

    def test_online_and_offline_contradict_each_other(self):
        self.expect_error(USAGE, "usage", "verify", self.signed(), "--online", "--offline")
        self.assertEqual(self.servers.asked, [])

    def test_hosts_that_are_not_listed_are_not_asked(self):
        self.serve("ocsp", whole(self.made("good.ocsp")))
        report = self.verify(NOT_ESTABLISHED, self.signed(), allowed=False)
        self.assertIn("notice.online_not_asked", self.codes(report))
        self.assertEqual(set(self.detail(report, "notice.online_not_asked")), {self.host})
        self.assertEqual(self.servers.asked, [])

    def test_a_malformed_table_of_hosts_is_refused(self):
        (self.anchors() / "online-hosts.json").write_text('{"hosts":[{"host":"*","for":["status"]}]}')
        ended = self.run_cli("verify", self.signed(), "--trust", self.folder / "anchors-gost-True", "--online", "--json",
                             env=self.environment())
        self.assertEqual(ended.json["error"]["code"], "trust.folder_unusable", str(ended))

    def test_many_files_of_one_signer_are_one_question(self):
        self.serve("ocsp", whole(self.made("good.ocsp")))
        files = []
        for number in range(60):
            files.append(self.folder / f"{number}.cms")
            shutil.copyfile(self.signed(), files[-1])
        report = self.expect(VALID, "verify", *files, "--trust", self.anchors(), "--online", "--json",
                             env=self.environment()).json
        self.assertEqual(len(report["files"]), 60)
        self.assertEqual(len(self.servers.asked), 1)

    def test_a_revoked_certificate_is_invalid(self):
        self.serve("ocsp", whole(self.made("revoked.ocsp")))
        self.assertIn("revocation.revoked", self.codes(self.verify(INVALID, self.signed("revoked"))))
        self.servers.paths.clear()
        self.serve("list.crl", whole(self.made("list.crl")))
        self.assertIn("revocation.revoked", self.codes(self.verify(INVALID, self.signed("revoked"))))

    # What goes wrong

    def wrong_answers(self):
        good = self.made("good.ocsp")
        return {
            "about another certificate": (whole(self.made("other.ocsp")), "notice.online_answer_useless"),
            "of a stranger": (whole(self.made("stranger.ocsp")), "notice.online_answer_useless"),
            "with another nonce": (whole(self.made("nonce.ocsp")), "notice.online_answer_useless"),
            "stale": (whole(self.made("stale.ocsp")), None),
            "not known to the authority": (whole(self.made("unknown.ocsp")), None),
            "try later": (whole(TRY_LATER), "notice.online_answer_useless"),
            "garbage": (whole(os.urandom(500)), "notice.online_answer_useless"),
            "nothing": (whole(b""), "notice.online_answer_useless"),
            "too large": (oversized, "notice.online_answer_useless"),
            "cut off": (cut(good), "notice.online_answer_useless"),
            "redirecting": (whole(good, 302, Location=f"http://{self.host}/elsewhere"),
                            "notice.online_answer_useless"),
            "broken": (whole(good, 500), "notice.online_answer_useless"),
            "hanging up": (lambda handler: None, "notice.online_answer_useless"),
        }

    def test_a_wrong_answer_never_decides(self):
        for name, (answer, notice) in self.wrong_answers().items():
            with self.subTest(answer=name):
                self.serve("ocsp", answer)
                report = self.verify(NOT_ESTABLISHED, self.signed())
                self.assertEqual(report["signatures"][0]["revocation"], "unknown")
                if notice:
                    self.assertIn(notice, self.codes(report))
        self.assertNotIn("/elsewhere", [path for _, path, _ in self.servers.asked])

    def test_behind_a_wrong_answer_the_list_is_asked(self):
        self.serve("list.crl", whole(self.made("list.crl")))
        for name, (answer, _) in self.wrong_answers().items():
            if name == "not known to the authority":
                continue  # a list of revoked ones cannot say that it was ever issued
            with self.subTest(answer=name):
                self.serve("ocsp", answer)
                report = self.verify(VALID, self.signed())
                self.assertEqual(self.evidence(report)["kind"], "crl")

    def test_wrong_lists_never_decide(self):
        wrong = {"of a stranger": whole(self.made("stranger.crl")), "expired": whole(self.made("expired.crl")),
                 "garbage": whole(os.urandom(2000)), "cut off": cut(self.made("list.crl")),
                 "redirecting": whole(b"", 301, Location=f"http://{self.host}/elsewhere"), "broken": whole(b"", 503),
                 "too large": oversized}
        for name, answer in wrong.items():
            with self.subTest(list=name):
                self.serve("list.crl", answer)
                self.assertEqual(self.verify(NOT_ESTABLISHED, self.signed())["verdict"], "indeterminate")
        self.assertNotIn("/elsewhere", [path for _, path, _ in self.servers.asked])
        self.assertEqual(list(self.data.rglob("*.crl")), [])

    def test_a_slow_responder_costs_its_time_and_no_more(self):
        self.serve("ocsp", hold)
        self.serve("list.crl", whole(self.made("list.crl")))
        started = time.monotonic()
        report = self.verify(VALID, self.signed())
        self.assertLess(time.monotonic() - started, 40)
        self.assertIn("notice.online_not_reached", self.codes(report))
        self.assertIn("network.timeout", self.detail(report, "notice.online_not_reached")[0])

    def test_a_list_server_that_falls_silent_costs_its_time_and_no_more(self):
        for name, answer in {"silent": hold, "silent in the middle": stops_in(self.made("list.crl"))}.items():
            with self.subTest(list=name):
                self.serve("ocsp", whole(TRY_LATER))
                self.serve("list.crl", answer)
                started = time.monotonic()
                report = self.verify(NOT_ESTABLISHED, self.signed())
                self.assertLess(time.monotonic() - started, 40, "two minutes are for a list that comes slowly")
                self.assertIn("revocation.unknown", self.codes(report))
                told = [detail for detail in self.detail(report, "notice.online_not_reached") if "timeout" in detail]
                self.assertEqual(len(told), 1, str(report))
                self.assertEqual(list(self.data.rglob("*.crl")), [], "half a list is not kept")

    def test_a_list_that_comes_slowly_is_waited_for(self):
        self.serve("list.crl", in_small_pieces(self.made("list.crl")))
        self.assertEqual(self.evidence(self.verify(VALID, self.signed()))["kind"], "crl")

    def test_a_cancel_does_not_wait_for_a_slow_list(self):
        self.serve("list.crl", hold)
        self.assert_a_cancel_ends_it("/gost/list.crl")

    def test_a_cancel_does_not_wait_for_a_slow_responder(self):
        self.serve("ocsp", hold)
        self.assert_a_cancel_ends_it("/gost/ocsp")

    def assert_a_cancel_ends_it(self, path):
        process = subprocess.Popen([CLI, "verify", self.signed(), "--trust", self.anchors(), "--online", "--json"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment())
        self.assertTrue(self.servers.wait_for(path))
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
        self.assertLess(time.monotonic() - started, 5)
        self.assertIn(b'"cancelled"', out)

    def test_a_server_that_is_not_there(self):
        self.servers.stop()
        report = self.verify(NOT_ESTABLISHED, self.signed())
        self.assertIn("notice.online_not_reached", self.codes(report))
        self.assertIn("revocation.unknown", self.codes(report))
        for language, words in {"kk": "желі арқылы сұрау мүмкін болмады", "ru": "Не удалось спросить о статусе",
                                "en": "could not be asked over the network"}.items():
            told = self.expect(NOT_ESTABLISHED, "verify", self.signed(), "--trust", self.anchors(), "--online",
                               "--lang", language, env=self.environment()).text
            self.assertIn(words, told)

    # Lists that are kept

    def test_a_list_is_fetched_once_and_its_age_told(self):
        self.serve("list.crl", whole(self.made("list.crl")))
        self.assertEqual(self.evidence(self.verify(VALID, self.signed()))["source"], "online")
        (kept,) = self.data.rglob("*.crl")
        self.assertEqual(kept.parent.stat().st_mode & 0o777, 0o700)
        self.servers.paths.clear()
        evidence = self.evidence(self.verify(VALID, self.signed()))
        self.assertEqual((evidence["source"], evidence["host"]), ("kept", self.host))
        self.assertEqual([path for _, path, _ in self.servers.asked].count("/gost/list.crl"), 1)
        page = self.folder / "report.html"
        self.expect(VALID, "verify", self.signed(), "--trust", self.anchors(), "--online", "--lang", "en", "--report", page,
                    env=self.environment())
        self.assertIn("from the server: " + self.host, page.read_text())
        self.assertRegex(page.read_text(), r"age at the check: \d+ min")

    def test_a_list_changed_on_the_disk_is_not_believed(self):
        self.serve("list.crl", whole(self.made("list.crl")))
        self.verify(VALID, self.signed())
        (kept,) = self.data.rglob("*.crl")
        kept.write_bytes(self.made("stranger.crl"))
        self.assertEqual(self.evidence(self.verify(VALID, self.signed()))["source"], "online")
        kept.write_bytes(self.made("stranger.crl"))
        self.servers.paths.clear()
        self.verify(NOT_ESTABLISHED, self.signed())

    def test_a_delta_revokes(self):
        self.serve("list.crl", whole(self.made("list.crl")))
        self.serve("delta.crl", whole(self.made("delta.crl")))
        self.assertIn("revocation.revoked", self.codes(self.verify(INVALID, self.signed())))

    def test_without_a_home_nothing_is_kept(self):
        self.serve("list.crl", whole(self.made("list.crl")))
        self.expect(VALID, "verify", self.signed(), "--trust", self.anchors(), "--online")

    # An independent responder

    def by_openssl(self, index):
        """Hands the question to `openssl ocsp`, which knows the serials of this index."""
        folder = self.pki / "rsa"
        (folder / "index.txt").write_text(index)

        def serve(handler):
            request = self.folder / "request.der"
            request.write_bytes(handler.body)
            read = self.openssl("ocsp", "-reqin", request, "-req_text", "-noverify")
            self.assertIn(b"Hash Algorithm: sha256", read)
            self.openssl("ocsp", "-index", folder / "index.txt", "-CA", folder / "root.pem", "-rsigner",
                         folder / "responder.pem", "-rkey", folder / "responder.key", "-reqin", request, "-respout",
                         self.folder / "response.der", "-ndays", "1")
            whole((self.folder / "response.der").read_bytes())(handler)
        return serve

    def serial(self, name):
        told = self.openssl("x509", "-inform", "DER", "-in", self.pki / "rsa" / f"{name}.cer", "-noout", "-serial")
        return told.decode().strip().removeprefix("serial=")

    def test_openssl_understands_the_question_and_is_understood(self):
        person = f"V\t271231000000Z\t\t{self.serial('person')}\tunknown\t/CN=person\n"
        revoked = f"R\t271231000000Z\t260101000000Z,keyCompromise\t{self.serial('revoked')}\tunknown\t/CN=revoked\n"
        self.serve("ocsp", self.by_openssl(person + revoked), "rsa")
        report = self.verify(VALID, self.signed("person", "rsa"), kind="rsa")
        self.assertEqual(self.evidence(report)["source"], "online")
        report = self.verify(INVALID, self.signed("revoked", "rsa"), kind="rsa")
        self.assertIn("revocation.revoked", self.codes(report))
        self.serve("ocsp", self.by_openssl(revoked), "rsa")
        report = self.verify(NOT_ESTABLISHED, self.signed("person", "rsa"), kind="rsa")
        self.assertIn("revocation.not_known_to_authority", self.codes(report))


if __name__ == "__main__":
    main()
