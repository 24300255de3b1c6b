#!/usr/bin/env python3
"""Writes a folder of seeds for each fuzz program: the shared fixtures, what can be made of them by cutting and flipping,
and the hostile inputs of the end-to-end tests.

    write_seeds.py FIXTURES OUT      then: build/fuzz/bin/fuzz_cms corpus OUT/fuzz_cms
"""

import pathlib
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests" / "end_to_end"))
from hostile_inputs import HOSTILE  # noqa: E402

LARGEST = 64 * 1024  # of a seed: larger ones make every try slow
CUTS = 8
FLIPS = 16

# Patterns below FIXTURES; below the project where they begin with "project:".
SEEDS = {
    "fuzz_certificate": ["certs/*", "ca/*"],
    "fuzz_pkcs12": ["p12/*/*.p12"],
    "fuzz_xmldsig": ["xml/*.xml", "kalkan_oracle/*.xml"],
    "fuzz_classify": ["xml/*.xml", "cms/*", "project:resources/login-shapes.json"],
    "fuzz_cms": ["cms/*", "tsp/tsp_token.bin"],
    "fuzz_crl": ["crl/*"],
    "fuzz_ocsp": ["ocsp/*"],
    "fuzz_addresses": ["certs/*", "project:resources/online-hosts.json"],
    "fuzz_tsp": ["tsp/*"],
    "fuzz_verify": ["cms/*", "xml/*.xml"],
    "fuzz_preview": ["xml/*.xml", "project:README.md"],
}
# Written here, because no file of ours has these forms.
CARD_FILE = bytes.fromhex("30 0E A0 06 30 04 04 02 50 31 A1 04 30 02 04 00")
SERVICE_MESSAGE = ('{"module":"kz.gov.pki.knca.commonUtils","method":"signXml","args":["PKCS12","SIGNATURE","<a>1</a>","",""]}',
                   '{"module":"kz.gov.pki.knca.basics","method":"sign","args":{"format":"cms","data":"YQ==","signingParams":{}}}')
def frame(first, payload):
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
    return bytes([first]) + length + bytes(4) + payload


HEARTBEAT = frame(0x81, b"--heartbeat--")
# Text, whole and in pieces, in memory, in a file and beyond what is taken; binary, ping, pong, close; letters cut in two; a mask.
FRAMES = (HEARTBEAT * 6, frame(0x01, b"{") + frame(0x89, b"?") + frame(0x00, b"\xd3") + frame(0x80, b"\x98}") + HEARTBEAT,
          frame(0x01, b"a" * 400) + frame(0x80, b"b" * 700) + HEARTBEAT, frame(0x01, b"a" * 2500) + frame(0x80, b"b" * 2500) + HEARTBEAT,
          frame(0x82, b"\0\xff") + frame(0x8A, b"") + frame(0x81, b"") + HEARTBEAT, HEARTBEAT + frame(0x88, b"\x03\xe8bye") + HEARTBEAT,
          frame(0x81, b"\xed\xa0\x80"), b"\x81\x84\1\2\3\4" + bytes([0x7A, 0x7F, 0x23, 0x24]), b"\x81\xff" + b"\x7f" * 8 + bytes(4))
HEAD = (b"GET / HTTP/1.1\r\nHost: localhost:13579\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
WORDS = {
    "fuzz_card_structures": [CARD_FILE, b"\x70\x82\xff\xff\x30", b"\x7f\x49\x84\xff\xff\xff\xff"],
    "fuzz_card_drivers": [b"\x90\x00" * 64, b"\x61\xff" * 64, b"\x6c\x00" * 64, b"\x30\x82\xff\xff\x90\x00" * 8],
    "fuzz_service_json": [*map(str.encode, SERVICE_MESSAGE), b"[" * 2000, b'{"a":1e999999}', b'{"a":"\\ud800"}'],
    "fuzz_service_message": [*map(str.encode, SERVICE_MESSAGE), b'{"module":"__proto__"}'],
    "fuzz_service_http": [b"GET\n/\n127.0.0.1:13579", b"GET\n//127.0.0.1\nlocalhost:13579\nevil.example", b"GET\n*\n[::1]:13579"],
    "fuzz_service_frames": [b"\x00\xff" + sent for sent in FRAMES] + [b"\x01\x07" + HEAD + sent for sent in FRAMES] +
                           [b"\x01\xffGET / HTTP/1.1\r\nHost: localhost:13579\r\nOrigin: null\r\n\r\n"],
    "fuzz_portal_answer": [b'\x00{"version":1}', b"\x01{}", b'\x02{"token":""}', b'\x03{"type":"about:blank"}',
                           "\x04xn--e1afmkfd.kz".encode(), "\x04еgоv.kz".encode()],
    "fuzz_mobile_answer": [b"mobileSign:https://sign.example.kz/1", b"mobileSign:https://sign.example.kz@evil.example/",
                           b'{"documentsToSign":[]}'],
}
# What has to stand before each seed.
PREFIXES = {"fuzz_xmldsig": b"\x01"}


def files_of(patterns, fixtures):
    for pattern in patterns:
        root, name = (PROJECT, pattern.removeprefix("project:")) if pattern.startswith("project:") else (fixtures, pattern)
        for path in sorted(root.glob(name)):
            if path.is_file() and path.stat().st_size <= LARGEST:
                yield path.name, path.read_bytes()


def spoilt(content):
    """The same cut short, and with one bit turned, at places spread over it."""
    for number in range(1, CUTS):
        yield f"cut{number}", content[:len(content) * number // CUTS]
    for number in range(FLIPS):
        place = len(content) * number // FLIPS
        if place < len(content):
            yield f"flip{number}", content[:place] + bytes([content[place] ^ 1 << number % 8]) + content[place + 1:]


def seeds_of(program, fixtures):
    for name, content in files_of(SEEDS.get(program, ()), fixtures):
        yield name, content
        for how, changed in spoilt(content):
            yield f"{name}.{how}", changed
    for number, content in enumerate(WORDS.get(program, ())):
        yield f"word{number}", content
    for name, content in HOSTILE.items():
        yield f"hostile-{name}", content[:LARGEST]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    fixtures, out = map(pathlib.Path, sys.argv[1:])
    for program in sorted(path.stem for path in pathlib.Path(__file__).parent.glob("fuzz_*.cpp")):
        folder = out / program
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        for name, content in seeds_of(program, fixtures):
            (folder / name).write_bytes(PREFIXES.get(program, b"") + content)
            count += 1
        print(f"{program}: {count} seeds")


if __name__ == "__main__":
    main()
