"""Stands in for a person at the local service: the real one signs a login only when somebody presses the button, and
nobody can here. Speaks just enough WebSocket (RFC 6455) for one request a connection; `tanba-cli sign` makes the
signature, for the Origin that the browser sent and no other."""

import base64
import hashlib
import json
import pathlib
import socketserver
import ssl
import struct
import subprocess
import tempfile
import threading

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
PASSWORD = "Qwerty12"


def text_frame(text):
    data = text.encode()
    head = bytes([0x81, len(data)]) if len(data) < 126 else bytes([0x81, 126]) + struct.pack("!H", len(data))
    return head + data


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        fields = {}
        self.rfile.readline()
        while line := self.rfile.readline().decode().strip():
            name, _, value = line.partition(": ")
            fields[name.lower()] = value
        accept = base64.b64encode(hashlib.sha1((fields["sec-websocket-key"] + MAGIC).encode()).digest()).decode()
        self.wfile.write(f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                         f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode())
        self.wfile.write(text_frame('{"result":{"version":"1.4"}}'))
        request = json.loads(self.read_text())
        self.server.requests.append(request)
        signed = self.server.sign(request["args"][2], fields["origin"])
        reply = {"code": "200", "responseObject": signed} if signed else {"code": "500", "message": "action.canceled"}
        self.wfile.write(text_frame(json.dumps(reply)))
        self.rfile.read(1)

    def read_text(self):
        _, second = self.rfile.read(2)
        size = second & 0x7F
        if size == 126:
            size = struct.unpack("!H", self.rfile.read(2))[0]
        mask = self.rfile.read(4)
        return bytes(octet ^ mask[at % 4] for at, octet in enumerate(self.rfile.read(size))).decode()


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port, context, cli, key):
        super().__init__(("127.0.0.1", port), Handler)
        self.context = context
        self.cli = cli
        self.key = key
        self.agrees = True
        self.requests = []

    def get_request(self):
        connection, address = super().get_request()
        return self.context.wrap_socket(connection, server_side=True), address

    def handle_error(self, *_):
        """A browser that leaves in the middle does nothing wrong."""

    def sign(self, xml, origin):
        """The signed text; nothing when the person says no, or the challenge is for another origin."""
        if not self.agrees:
            return None
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            (folder / "challenge.xml").write_text(xml, encoding="utf-8")
            (folder / "password").write_text(PASSWORD + "\n")
            (folder / "password").chmod(0o600)
            ended = subprocess.run([self.cli, "sign", "--key", str(self.key), "--password-file", str(folder / "password"),
                                    "--format", "xml", str(folder / "challenge.xml"), "-o", str(folder / "out"),
                                    "--login-for", origin], capture_output=True, check=False, timeout=60,
                                   env={"PATH": "/usr/bin:/bin", "HOME": place})
            return (folder / "out").read_text(encoding="utf-8") if ended.returncode == 0 else None


class SigningService:
    def __init__(self, port, chain, key_file, cli, signing_key):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain, key_file)
        self.server = Server(port, context, cli, signing_key)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(10)
