"""Pages and programs that mean harm, all against one service, while somebody else's page goes on working."""

import json
import os
import random
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

import service_client
from service_client import BINARY, CLOSE, PING, PONG, TEXT, Client, Service, connected, frame
from support import SANITIZED, loud_skip, main

COMMON = "kz.gov.pki.knca.commonUtils"
MIB = 1024 * 1024
NOBODY = 65534


class Bystander(threading.Thread):
    """Another page, which sends its heartbeats whatever happens; how long it ever had to wait."""

    def __init__(self, service):
        super().__init__()
        self.client = connected(service, origin="https://egov.kz")
        self.ending = threading.Event()
        self.longest = 0.0
        self.failure = None

    def run(self):
        try:
            while True:
                start = time.monotonic()
                self.client.send_text("--heartbeat--")
                assert self.client.read_text() == "--heartbeat--"
                self.longest = max(self.longest, time.monotonic() - start)
                if self.ending.wait(0.02):
                    return
        except Exception as failure:  # told by end()
            self.failure = failure

    def end(self, test):
        self.ending.set()
        self.join()
        self.client.close()
        test.assertIsNone(self.failure)
        # NUC's own page gives up after three heartbeats of two seconds.
        test.assertLess(self.longest, 6 if SANITIZED else 2)


def random_frame(chance, kinds):
    """Every second one as it should be, but for one thing."""
    payload = chance.randbytes(chance.choice((0, 1, 2, 125, 126, 200, 70_000)))
    if chance.random() < 0.5:
        payload = b"{}" + b" " * len(payload)
    whole = frame(chance.choice(kinds), payload, chance.random() < 0.7)
    harm = chance.randrange(6)
    if harm == 0:  # reserved bits
        return bytes([whole[0] | chance.choice((0x10, 0x20, 0x40, 0x70))]) + whole[1:]
    if harm == 1:  # no mask, and then the mask is taken for payload
        return whole[:1] + bytes([whole[1] & 0x7F]) + whole[2:]
    if harm == 2:  # a length that is longer than it need be, or beyond everything
        return whole[:1] + bytes([0xFF]) + chance.choice((len(payload), 2**62, 2**63 + 1)).to_bytes(8, "big") + bytes(4) + payload
    if harm == 3:  # less than was said
        return whole[:chance.randrange(1, len(whole))]
    return whole


class HostileTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.mkdtemp(prefix="tanba-service-")
        cls.addClassCleanup(shutil.rmtree, cls.home, ignore_errors=True)
        cls.service = Service(cls.home)
        cls.addClassCleanup(cls.service.end)
        with connected(cls.service) as client:
            client.call({"module": COMMON, "method": "getActiveTokens"})
        cls.resting = cls.service.resident_kib(), cls.service.descriptors()

    def setUp(self):
        bystander = Bystander(self.service)
        self.addCleanup(bystander.end, self)
        bystander.start()

    @classmethod
    def tearDownClass(cls):
        until = time.monotonic() + service_client.PATIENCE
        while cls.has_more_descriptors_than(cls.resting[1]) and time.monotonic() < until:
            time.sleep(0.05)
        assert not cls.has_more_descriptors_than(cls.resting[1]), "descriptors are left"
        grown = cls.service.resident_kib() - cls.resting[0]
        # What a heap keeps in its pockets; a message that stayed would be ten times as much.
        assert SANITIZED or grown < 24 * 1024, f"{grown} KiB are left"

    @classmethod
    def has_more_descriptors_than(cls, number):
        now = cls.service.descriptors()
        return now is not None and now > number

    def page(self, **more):
        client = connected(self.service, **{"origin": "https://evil.kz", **more})
        self.addCleanup(client.close)
        return client

    def test_a_name_that_was_made_to_point_here(self):
        for host in (f"evil.kz:{self.service.port}", f"127.0.0.1.evil.kz:{self.service.port}", "127.0.0.1", ""):
            client = Client(self.service.port)
            self.addCleanup(client.close)
            self.assertEqual(client.upgrade(host=host)[0], 403, host)
            with Client(self.service.port) as plain:
                status, fields, body = plain.ask(host=host)
                self.assertEqual((status, body), (403, b""))
                self.assertNotIn("access-control-allow-origin", fields)

    def test_a_message_beyond_all_measure(self):
        page = self.page()
        head = json.dumps({"module": COMMON, "method": "createCAdESFromBase64"}).encode()[:-1]
        page.send_frame(TEXT, head + b',"args":["PKCS12","SIGNATURE","', last=False)
        piece = frame(0, b"QUFB" * (MIB // 4), last=False)
        page.socket.settimeout(60)
        for _ in range(300):
            page.send(piece)
        page.send_frame(0, b'",true]}')
        self.assertEqual(json.loads(page.read_text())["code"], "500")
        self.assertEqual(page.call({"module": "a.b", "method": "c"})[1]["errorCode"], "MODULE_NOT_FOUND")

    def test_text_that_is_none(self):
        page = self.page()
        page.send_text(b'{"module":"\xff\xfe"}')
        opcode, _, payload = page.read_frame()
        self.assertEqual((opcode, payload[:2]), (CLOSE, b"\x03\xef"))

    def test_frames_of_every_kind(self):
        """Random ones, alike in each run: reserved bits and kinds, lengths in every form and wrong ones, no mask, pieces in a
        wrong order, control frames that are too long or in pieces, and an end in the middle."""
        chance = random.Random(6455)
        kinds = (0, TEXT, BINARY, 3, 7, CLOSE, PING, PONG, 11, 15)
        answered = 0
        for _ in range(200):
            page = Client(self.service.port)
            self.addCleanup(page.close)
            self.assertEqual(page.upgrade(origin="https://evil.kz")[0], 101)
            self.assertEqual(page.read_text(), service_client.GREETING)
            try:
                for _ in range(chance.randrange(1, 8)):
                    page.send(random_frame(chance, kinds))
                page.send_text("--heartbeat--")
                answered += not page.silent(0.02)
            except (ConnectionError, ssl.SSLError):
                pass
            page.close()
        self.assertGreater(answered, 20, "none of them came through")
        with connected(self.service) as page:
            self.assertEqual(page.call({"module": "a.b", "method": "c"})[1]["errorCode"], "MODULE_NOT_FOUND")

    def test_deep_nesting(self):
        page = self.page()
        for opening, closing in (("[", "]"), ('{"a":', "}"), ("{a=>", "}")):
            page.send_text(f'{{"module":"{COMMON}","method":"signXml","args":' + opening * 200_000 +
                           "1" + closing * 200_000 + "}")
            self.assertIsInstance(json.loads(page.read_text()), dict)

    def test_a_flood_of_requests(self):
        page = self.page()
        request = frame(TEXT, json.dumps({"module": COMMON, "method": "getKeyInfo", "args": ["PKCS12"]}).encode())
        flood = 1000  # so many are answered for certain, however slow the machine is
        page.send_while_reading(request * flood)
        codes = {json.loads(page.read_text())["code"] for _ in range(flood)}
        self.assertEqual(codes, {"500"})

    def test_a_flood_of_heartbeats_that_nobody_reads(self):
        page = self.page()
        page.socket.settimeout(1)
        beats = frame(TEXT, b"--heartbeat--") * 10_000
        with self.assertRaises((TimeoutError, socket.timeout)):
            for _ in range(1000):
                page.send(beats)
        if not SANITIZED:  # which keeps freed memory for a while
            self.assertLess(self.service.resident_kib() - self.resting[0], 64 * 1024)

    def test_a_thousand_sockets(self):
        silent = []
        self.addCleanup(lambda: [each.close() for each in silent])
        for _ in range(1000):
            silent.append(socket.create_connection(("127.0.0.1", self.service.port), service_client.PATIENCE))
        self.page()
        self.assertFalse(self.has_more_descriptors_than(200))

    def test_a_thousand_web_sockets_of_one_page(self):
        kept, refused = [], 0
        self.addCleanup(lambda: [each.close() for each in kept])
        for _ in range(100):
            client = Client(self.service.port)
            if client.upgrade(origin="https://evil.kz")[0] == 101:
                kept.append(client)
            else:
                refused += 1
                client.close()
        # Origins of programs are not believed: all of this test is one program, the bystander included.
        self.assertEqual(len(kept), 31)
        self.assertEqual(refused, 69)
        kept.pop().close()
        self.wait_until_admitted()

    def wait_until_admitted(self):
        until = time.monotonic() + service_client.PATIENCE
        while True:
            with Client(self.service.port) as client:
                if client.upgrade()[0] == 101:
                    return
            self.assertLess(time.monotonic(), until)

    def test_those_who_never_finish_what_they_begin(self):
        half_open = Client(self.service.port, tls=False)
        half_hello = Client(self.service.port, tls=False)
        half_hello.send(b"\x16\x03\x01\x02\x00")
        half_head = Client(self.service.port)
        half_head.send(b"GET / HTTP/1.1\r\nX-A: ")
        half_message = self.page()
        half_message.send_frame(TEXT, b"{" + b" " * 10_000, last=False)
        begun = time.monotonic()
        for client in (half_open, half_hello, half_head, half_message):
            self.addCleanup(client.close)
            client.socket.settimeout(40)
            while client is half_head and time.monotonic() - begun < 3:
                client.send(b"a")
                time.sleep(0.1)
            client.rest()
        self.assertLess(time.monotonic() - begun, 15)

    def test_another_user_of_this_computer(self):
        if os.geteuid() != 0:
            loud_skip(self, "only root can be another user")
        script = ("import socket, sys\n"
                  "try:\n"
                  "    connection = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 10)\n"
                  "    connection.sendall(b'\\x16\\x03\\x01')\n"
                  "    print(connection.recv(100))\n"
                  "except ConnectionResetError:\n"
                  "    print(b'')\n")
        ended = subprocess.run(["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "python3",
                                "-c", script, str(self.service.port)],
                               capture_output=True, check=False, timeout=30, cwd="/")
        self.assertEqual(ended.stdout, b"b''\n", ended.stderr)
        until = time.monotonic() + service_client.PATIENCE
        while "Another user" not in self.service.errors():
            self.assertLess(time.monotonic(), until)
            time.sleep(0.01)


if __name__ == "__main__":
    main()
