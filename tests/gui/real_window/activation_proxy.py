"""Stands between a Wayland client and a compositor without xdg_activation_v1 (weston 10), and offers it.

What the client asks of it is recorded and goes no further. The compositor takes the client's object for another wl_compositor, because
object numbers may have no gaps.
"""

import array
import os
import select
import socket
import struct
import threading

NAME = 9999  # of the global that is offered
INTERFACE = "xdg_activation_v1"
DISPLAY = 1
BIND = 0
GET_REGISTRY = 1
CREATE_REGION = GET_TOKEN = 1
ACTIVATE = 2
MOST_DESCRIPTORS = 28


def text(value):
    data = value.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + b"\0" * (-len(data) % 4)


def text_at(payload, offset):
    (size,) = struct.unpack_from("=I", payload, offset)
    return payload[offset + 4:offset + 4 + size - 1].decode(), offset + 4 + size + -size % 4


def message(number, opcode, payload):
    return struct.pack("=II", number, (8 + len(payload)) << 16 | opcode) + payload


class Proxy:
    """Every connection to the socket `offered` goes on to the socket `compositor`."""

    def __init__(self, offered, compositor):
        self.compositor = compositor
        self.activated = []  # tokens, in the order in which a window came with them
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(os.fspath(offered))
        self.listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=Connection(self, client).run, daemon=True).start()


class Connection:
    def __init__(self, proxy, client):
        self.proxy = proxy
        self.client = client
        self.server = socket.socket(socket.AF_UNIX)
        self.server.connect(os.fspath(proxy.compositor))
        self.registry = None
        self.compositor = None  # the compositor's own global
        self.activation = None
        self.tokens = set()
        self.rest = {self.client: b"", self.server: b""}

    def run(self):
        ways = {self.client: (self.server, self.from_client), self.server: (self.client, self.from_server)}
        while True:
            for source in select.select(list(ways), [], [])[0]:
                data, descriptors = self.receive(source)
                if not data:
                    self.client.close()
                    self.server.close()
                    return
                target, judge = ways[source]
                self.rest[source] += data
                out = b"".join(judge(*each) for each in self.messages(source))
                if out or descriptors:
                    self.send(target, out, descriptors)

    @staticmethod
    def receive(source):
        try:
            data, ancillary, _, _ = source.recvmsg(65536, socket.CMSG_SPACE(4 * MOST_DESCRIPTORS))
        except ConnectionError:
            return b"", []
        descriptors = array.array("i")
        for _, _, content in ancillary:
            descriptors.frombytes(content[:len(content) - len(content) % 4])
        return data, descriptors

    @staticmethod
    def send(target, data, descriptors):
        more = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)] if descriptors else []
        sent = target.sendmsg([data], more)
        target.sendall(data[sent:])
        for descriptor in descriptors:
            os.close(descriptor)

    def messages(self, source):
        while len(self.rest[source]) >= 8:
            number, word = struct.unpack_from("=II", self.rest[source])
            if len(self.rest[source]) < word >> 16:
                return
            payload = self.rest[source][8:word >> 16]
            self.rest[source] = self.rest[source][word >> 16:]
            yield number, word & 0xFFFF, payload

    def from_server(self, number, opcode, payload):
        whole = message(number, opcode, payload)
        if number != self.registry or opcode != 0:
            return whole
        (name,) = struct.unpack_from("=I", payload)
        if text_at(payload, 4)[0] != "wl_compositor" or self.compositor is not None:
            return whole
        self.compositor = name
        return whole + message(number, 0, struct.pack("=I", NAME) + text(INTERFACE) + struct.pack("=I", 1))

    def from_client(self, number, opcode, payload):
        if number == DISPLAY and opcode == GET_REGISTRY and self.registry is None:
            (self.registry,) = struct.unpack("=I", payload)
        if number == self.registry and opcode == BIND and struct.unpack_from("=I", payload)[0] == NAME:
            self.activation = struct.unpack_from("=I", payload, len(payload) - 4)[0]
            return message(number, opcode, struct.pack("=I", self.compositor) + text("wl_compositor") +
                           struct.pack("=II", 1, self.activation))
        if number == self.activation and opcode == ACTIVATE:
            self.proxy.activated.append(text_at(payload, 0)[0])
        if number == self.activation and opcode == GET_TOKEN:
            self.tokens.add(struct.unpack("=I", payload)[0])
            return message(number, CREATE_REGION, payload)
        if number == self.activation or number in self.tokens:
            return b""
        return message(number, opcode, payload)
