"""A client of the local service made of sockets and nothing else, and the service as a process of its own."""

import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import time

import support

GREETING = '{"result":{"version":"1.4"}}'
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
PATIENCE = 10


class Service:
    """tanba-cli service on a port of the system's choice, with a data folder of its own."""

    def __init__(self, folder, *options):
        self.folder = pathlib.Path(folder)
        self.log = open(self.folder / "service.err", "w+b")
        self.process = subprocess.Popen(
            [support.CLI, "--lang", "en", "service", "--port", "0", *map(os.fspath, options)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.log,
            env=support.environment(HOME=os.fspath(self.folder), XDG_DATA_HOME=os.fspath(self.folder / "data")))
        self.port, self.token = self._address()

    def errors(self):
        self.log.flush()
        return (self.folder / "service.err").read_text(encoding="utf-8")

    def _address(self):
        until = time.monotonic() + PATIENCE * (5 if support.SANITIZED else 1)
        while time.monotonic() < until:
            found = re.search(r"https://127\.0\.0\.1:(\d+)/status/([0-9a-f]{32})", self.errors())
            if found:
                return int(found[1]), found[2]
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise AssertionError(f"the service did not start: {self.errors()}")

    def end(self, number=signal.SIGTERM):
        """Ends it politely; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.log.close()
        return code

    def resident_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

    def descriptors(self):
        """How many are open. None where only root may see it: the program hides from others of its user."""
        try:
            return len(os.listdir(f"/proc/{self.process.pid}/fd"))
        except PermissionError:
            print("LOUD SKIP: only root can count the descriptors of the service", file=sys.stderr)
            return None

    def threads(self):
        return len(os.listdir(f"/proc/{self.process.pid}/task"))


class Browser:
    """This very test, run by an interpreter of that name: for the service it is a browser, whose word counts."""

    SCRIPT = ("import json, sys, service_client\n"
              "client = service_client.Client(int(sys.argv[1]))\n"
              "client.upgrade(origin=sys.argv[2])\n"
              "client.read_text()\n"
              "sys.stdout.write(json.dumps([client.call(message)[0] for message in sys.argv[3:]]))\n")

    def __init__(self, folder):
        self.program = pathlib.Path(folder) / "chromium"
        shutil.copyfile(pathlib.Path("/proc/self/exe").resolve(), self.program)
        self.program.chmod(0o755)

    def ask(self, service, origin, *messages):
        """The answers to these messages of a page, as they stand."""
        ended = subprocess.run([self.program, "-B", "-c", self.SCRIPT, str(service.port), origin, *map(json.dumps, messages)],
                               capture_output=True, check=False, timeout=60, cwd=pathlib.Path(__file__).parent,
                               env={**os.environ, "PYTHONHOME": sys_prefix()})
        assert ended.returncode == 0, ended.stderr.decode()
        return json.loads(ended.stdout)

    def start(self, script, *words):
        """A script of this folder, with its input and output in our hands."""
        return subprocess.Popen([self.program, "-B", pathlib.Path(__file__).with_name(script), *map(str, words)],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                env={**os.environ, "PYTHONHOME": sys_prefix()})


class Client:
    """One connection. Every wait ends after ten seconds with an error."""

    def __init__(self, port, host="127.0.0.1", tls=True):
        self.port = port
        self.socket = socket.create_connection((host, port), PATIENCE)
        # As browsers do.
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        if tls:
            self.start_tls()

    def start_tls(self):
        # Whether the certificate is right is proved elsewhere, with the library's own eyes.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self.socket = context.wrap_socket(self.socket)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    # Bytes

    def send(self, data):
        self.socket.sendall(data)

    def read(self, count):
        while len(self.buffer) < count:
            more = self.socket.recv(65536)
            if not more:
                raise EOFError(f"closed after {self.buffer!r}")
            self.buffer += more
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def rest(self):
        """Everything until the other side closes."""
        taken, self.buffer = self.buffer, b""
        while True:
            try:
                more = self.socket.recv(65536)
            except (ConnectionError, ssl.SSLError):
                return taken
            if not more:
                return taken
            taken += more

    def send_while_reading(self, data):
        """Sends all of it and takes what is answered meanwhile, which read_text() gives afterwards. By one thread: before
        Python 3.13 nothing keeps two of them from the same SSL object, and reading then tells of an end that there is not."""
        rest, deadline = memoryview(data), time.monotonic() + PATIENCE
        self.socket.setblocking(False)
        try:
            while rest:
                waits = []
                try:
                    sent = self.socket.send(rest[:65536])
                    rest, deadline = rest[sent:], time.monotonic() + PATIENCE
                except (BlockingIOError, ssl.SSLWantWriteError):
                    waits = [self.socket]
                self._take_what_came()
                assert time.monotonic() < deadline, "nothing is taken any more"
                if waits:
                    select.select([self.socket], waits, [], 1)
        finally:
            self.socket.settimeout(PATIENCE)

    def _take_what_came(self):
        try:
            while more := self.socket.recv(65536):
                self.buffer += more
            raise EOFError(f"closed after {self.buffer[-200:]!r}")
        except (BlockingIOError, ssl.SSLWantReadError):
            pass

    def silent(self, seconds=0.2):
        """True when nothing comes for this time."""
        if self.buffer:
            return False
        self.socket.settimeout(seconds)
        try:
            self.buffer = self.socket.recv(65536)
            return False
        except (TimeoutError, socket.timeout):
            return True
        finally:
            self.socket.settimeout(PATIENCE)

    # HTTP

    def ask(self, method="GET", target="/", host=None, **fields):
        """Status, fields (lower case) and body of a plain request."""
        host = f"127.0.0.1:{self.port}" if host is None else host
        head = f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n"
        head += "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
        self.send((head + "\r\n").encode())
        return split_answer(self.rest())

    # WebSocket

    def upgrade(self, path="/", host=None, origin="https://egov.kz", more=""):
        """Status and fields of the answer."""
        host = f"127.0.0.1:{self.port}" if host is None else host
        origin_field = "" if origin is None else f"Origin: {origin}\r\n"
        self.send((f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                   f"{origin_field}{more}\r\n").encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.read(1)
        status, fields, _ = split_answer(head)
        return status, fields

    def send_frame(self, opcode, payload, last=True):
        self.send(frame(opcode, payload, last))

    def send_text(self, text):
        self.send_frame(TEXT, text.encode() if isinstance(text, str) else text)

    def read_frame(self):
        first, second = self.read(2)
        size = second & 0x7F
        if size == 126:
            size = struct.unpack("!H", self.read(2))[0]
        elif size == 127:
            size = struct.unpack("!Q", self.read(8))[0]
        return first & 0x0F, bool(first & 0x80), self.read(size)

    def read_text(self):
        """One whole text message; an answer is never in pieces."""
        opcode, last, payload = self.read_frame()
        assert opcode == TEXT and last, (opcode, last, payload[:200])
        return payload.decode("utf-8")

    def call(self, message):
        """What is answered to a message, as text and as JSON."""
        self.send_text(message if isinstance(message, (str, bytes)) else json.dumps(message))
        text = self.read_text()
        return text, json.loads(text)


def sys_prefix():
    """Where an interpreter of another name finds its library."""
    return sys.base_prefix


def frame(opcode, payload, last=True):
    head = bytes([(0x80 if last else 0) | opcode])
    if len(payload) < 126:
        head += bytes([0x80 | len(payload)])
    elif len(payload) < 65536:
        head += bytes([0x80 | 126]) + struct.pack("!H", len(payload))
    else:
        head += bytes([0x80 | 127]) + struct.pack("!Q", len(payload))
    return head + b"\0\0\0\0" + payload


def split_answer(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
    return (int(lines[0].split()[1]) if lines[0] else 0), fields, body


def client_if_served(port):
    """None as long as nobody listens there."""
    try:
        return Client(port)
    except ConnectionError:
        return None


def connected(service, **more):
    """A WebSocket that has taken its greeting."""
    client = Client(service.port)
    status, _ = client.upgrade(**more)
    assert status == 101, status
    assert client.read_text() == GREETING
    return client
