#!/usr/bin/env python3
"""Fails when a source file includes what its room may not know (ARCHITECTURE.md, "Who may know whom").

Linking alone proves nothing: every header of the source tree and of the system is within everybody's reach.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# room -> rooms whose headers it may include, besides its own. Rooms are matched by their longest prefix.
EDGES = {
    "core/base": [],
    "core/crypto": ["core/base"],
    "core/crypto/gost": ["core/base", "core/crypto", "core/crypto/openssl"],
    "core/crypto/openssl": ["core/base", "core/crypto", "core/crypto/gost"],
    "core/keys": ["core/base", "core/crypto", "core/crypto/openssl"],
    "core/sign": ["core/base", "core/crypto", "core/keys"],
    "core/trust": ["core/base", "core/crypto", "core/crypto/openssl", "core/keys", "core/sign"],
    "core/portal/mobile": ["core/portal", "core/base", "core/crypto", "core/keys", "core/sign"],
    "core/guidance": ["core/base", "core/crypto", "core/keys", "core/sign"],
    "core/portal": ["core/base", "core/crypto", "core/guidance", "core/keys", "core/sign"],
    "cardreader/apdu": ["core/base"],
    "cardreader/pcsc": ["cardreader/apdu", "core/base"],
    "cardreader/drivers": ["cardreader/apdu", "core/base", "core/crypto", "core/keys"],
    "cardreader/monitor": ["cardreader/apdu", "cardreader/pcsc", "core/base"],
    "cardreader/tokens": ["cardreader/apdu", "cardreader/drivers", "core/base", "core/crypto", "core/keys"],
    "cardreader/survey": ["cardreader/apdu", "cardreader/drivers", "core/base", "core/crypto", "core/keys"],
    "cardreader/pkcs11": ["core/base", "core/crypto", "core/keys"],
    "cardreader/simulated": ["core/base", "core/crypto", "core/keys"],
    "app/text": ["core/base", "core/crypto", "core/keys", "core/sign", "core/trust"],
    "app/platform": ["core/base"],
    "app/platform/browser_trust": ["app/platform", "core/base", "core/crypto"],
    "app/preview": ["core/base"],
    "app/qr": ["core/base"],
    "app/xml_reading": ["core/base", "core/crypto", "core/keys", "core/sign"],
    "app/worker": ["app/platform", "app/preview", "app/xml_reading", "core/base", "core/crypto", "core/sign"],
    "app/print": ["app/platform", "core/base"],
    "app/cli": ["app/xml_reading", "app/demo", "app/handover", "app/print", "app/documents", "app/net", "app/qr", "app/service/conversation", "app/service/policy", "app/service/server", "app/service/web_identity", "app/text", "app/platform", "cardreader/apdu", "cardreader/drivers", "cardreader/monitor",
                "cardreader/pcsc", "cardreader/pkcs11", "cardreader/simulated", "cardreader/survey", "cardreader/tokens", "core/base", "core/crypto", "core/guidance", "core/keys", "core/portal", "core/sign", "core/trust"],
    "app/service/json": ["core/base"],
    "app/service/consent": ["app/documents", "core/base", "core/crypto", "core/keys", "core/sign"],
    "app/service/api": ["app/service/consent", "app/service/json", "core/base", "core/crypto", "core/keys"],
    "app/service/work": ["app/documents", "app/service/api", "app/service/consent", "app/service/json", "core/base", "core/crypto",
                         "core/keys", "core/sign"],
    "app/service/conversation": ["app/service/api", "app/service/consent", "app/service/json", "app/service/work", "core/base",
                                 "core/keys"],
    "app/documents": ["core/base", "core/crypto", "core/keys", "core/sign", "core/trust"],
    "app/demo": ["cardreader/simulated", "core/base", "core/crypto", "core/keys"],
    "app/net": ["app/platform", "core/base", "core/sign", "core/trust"],
    "app/platform/qt": ["core/base"],
    "app/service/web_identity": ["core/base", "core/crypto", "core/keys"],
    "app/service/server": ["app/service/consent", "app/service/conversation", "app/service/web_identity", "app/text",
                           "core/base", "core/keys", "core/sign"],
    "app/handover": ["app/service/server", "core/base"],
    "app/service/policy": ["app/service/consent", "app/service/conversation", "core/base", "core/crypto", "core/keys",
                           "core/sign", "core/trust"],
    "app/gui/style": [],
    "app/gui/words": ["app/text", "core/base"],
    "app/gui/widgets": ["app/gui/style", "app/gui/words", "app/qr", "app/text", "core/base"],
    "app/gui/tasks": ["core/base"],
    "app/gui/keys": ["app/gui/tasks", "core/base", "core/guidance", "core/keys"],
    "app/gui/presence": ["app/gui/keys", "app/gui/tasks", "app/gui/words", "app/platform/qt", "app/text", "core/base",
                         "core/guidance", "core/keys", "core/sign"],
    "app/gui/cards": ["app/gui/keys", "app/gui/tasks", "app/gui/words", "app/platform", "app/platform/qt", "app/text",
                      "cardreader/drivers", "cardreader/monitor", "cardreader/pcsc", "cardreader/pkcs11",
                      "cardreader/simulated", "cardreader/survey", "cardreader/tokens", "core/base", "core/crypto",
                      "core/keys", "core/sign"],
    "app/gui/documents": ["app/documents", "app/gui/cards", "app/gui/keys", "app/gui/tasks", "app/platform", "app/platform/qt", "core/base",
                          "core/crypto", "core/guidance", "core/keys", "core/sign", "core/trust"],
    "app/gui/pages": ["app/documents", "app/gui/cards", "app/gui/documents", "app/gui/keys", "app/gui/presence", "app/gui/style",
                      "app/gui/tasks", "app/gui/widgets", "app/gui/words", "app/platform/qt", "app/preview", "app/print", "app/text",
                      "core/base", "core/guidance", "core/keys", "core/sign", "core/trust"],
    "app/gui/portal_book": ["app/gui/keys", "app/gui/tasks", "app/gui/words", "app/platform/qt", "core/base", "core/guidance", "core/portal"],
    "app/gui/pages/portals": ["app/gui/consent", "app/gui/documents", "app/gui/pages", "app/gui/portal_book", "app/gui/style", "app/gui/widgets",
                              "app/gui/words", "app/platform/browser_trust", "app/service/consent", "app/text", "core/base", "core/guidance",
                              "core/keys", "core/portal"],
    "app/gui/portal_help": ["app/gui/consent", "app/gui/pages", "app/gui/style", "app/gui/widgets", "app/gui/words", "app/service/consent",
                            "core/base", "core/guidance"],
    "app/gui/mobile": ["app/gui/cards", "app/gui/consent", "app/gui/documents", "app/gui/keys", "app/gui/tasks", "app/preview",
                       "app/service/consent", "core/base", "core/keys", "core/portal/mobile", "core/sign"],
    "app/gui/pages/mobile_sign": ["app/gui/consent", "app/gui/documents", "app/gui/mobile", "app/gui/pages", "app/gui/widgets",
                                  "app/gui/words", "app/service/consent", "app/text", "core/base", "core/guidance", "core/keys",
                                  "core/portal/mobile"],
    "app/gui/consent": ["app/documents", "app/gui/portal_book", "app/gui/cards", "app/gui/documents", "app/gui/keys", "app/gui/pages", "app/gui/presence", "app/gui/style",
                        "app/gui/tasks", "app/gui/widgets", "app/gui/words", "app/platform/browser_trust", "app/platform/qt", "app/preview",
                        "app/service/consent", "app/service/web_identity", "app/text", "core/base", "core/crypto", "core/guidance", "core/keys", "core/sign", "core/trust"],
    "app/gui/portal": ["app/handover", "app/gui/cards", "app/gui/consent", "app/gui/documents", "app/gui/keys", "app/gui/tasks", "app/gui/words",
                       "app/platform", "app/service/consent", "core/base", "core/crypto", "core/guidance", "core/keys", "core/portal", "core/sign"],
    "app/gui/pages/login": ["app/gui/consent", "app/gui/documents", "app/gui/keys", "app/gui/pages", "app/gui/pages/portals", "app/gui/portal",
                            "app/gui/presence", "app/gui/style", "app/gui/widgets", "app/gui/words", "app/qr", "app/service/consent",
                            "core/base", "core/guidance", "core/keys", "core/portal"],
    "app/gui/demo": ["app/demo", "app/gui/cards", "app/gui/documents", "app/gui/keys", "app/gui/pages", "app/gui/portal", "app/gui/presence",
                     "app/gui/style", "app/gui/tasks", "app/gui/widgets", "app/gui/words", "app/platform", "app/text", "cardreader/pcsc",
                     "cardreader/pkcs11", "cardreader/simulated", "core/base", "core/keys", "core/portal"],
    "app/gui": ["app/xml_reading", "app/gui/mobile", "app/gui/pages/mobile_sign", "app/demo", "app/gui/demo", "core/portal", "app/documents", "app/net", "app/gui/cards", "app/gui/consent", "app/gui/pages/login", "app/gui/portal", "app/service/server", "app/gui/pages", "app/gui/presence", "app/gui/style", "app/gui/tasks", "app/gui/widgets", "app/gui/words", "app/platform", "app/platform/qt",
                "app/text", "core/base", "app/gui/pages/portals", "app/gui/portal_help", "core/guidance"],
}
EDGES["core/crypto"] += ["core/crypto/openssl", "core/crypto/gost"]

# start of a system header -> the rooms that may use it
LIBRARIES = {
    "boost/": ["app/net", "app/service/server"],
    "openssl/": ["core/base", "core/crypto", "core/crypto/gost", "core/crypto/openssl", "core/keys", "core/trust"],
    "nettle/": ["core/crypto/gost"],
    "gmp": ["core/crypto/gost"],
    "libpsl": ["app/service/consent"],
    "libxml/": ["core/sign"],
    "nlohmann/": ["core/portal/mobile", "app/demo", "app/service/policy", "core/guidance", "core/keys", "core/portal", "core/sign", "core/trust", "cardreader/drivers", "cardreader/pkcs11", "cardreader/survey", "app/cli", "app/documents"],
    "CLI/": ["app/cli"],
    "cups/": ["app/print"],
    "Q": ["app/gui/mobile", "app/gui/pages/mobile_sign", "app/print", "app/worker", "app/gui", "app/gui/cards", "app/gui/demo", "app/gui/pages/login", "app/gui/portal", "app/gui/consent", "app/gui/documents", "app/gui/keys", "app/gui/pages", "app/gui/pages/portals", "app/gui/portal_book", "app/gui/portal_help", "app/gui/presence", "app/gui/style", "app/gui/tasks", "app/gui/widgets",
          "app/gui/words", "app/platform/qt"],
    "winscard": ["cardreader/pcsc"],
    "PCSC": ["cardreader/pcsc"],
    "reader.h": ["cardreader/pcsc"],
    "p11-kit/": ["cardreader/pkcs11"],
    "poppler": ["app/worker"],
    "zbar": ["app/worker"],
    "qrcodegen": ["app/qr"],
    "seccomp": ["app/worker"],
}
FREE = ("tests/",)  # tests may look at everything
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)


def room_of(path: str):
    fitting = [room for room in EDGES if path.startswith(room + "/")]
    return max(fitting, key=len) if fitting else None


def violations(path: str):
    room = room_of(path)
    if room is None:
        yield "lies in no room of the table"
        return
    for kind, header in INCLUDE.findall((ROOT / path).read_text(encoding="utf-8")):
        if kind == '"':
            if header.startswith("generated/"):
                continue
            target = room_of(header)
            if target is None:
                yield f'"{header}" is not in a room (write includes from the top of the source tree)'
            elif target != room and target not in EDGES[room]:
                yield f'"{header}": {room} may not know {target}'
        else:
            for prefix, rooms in LIBRARIES.items():
                if header.startswith(prefix) and room not in rooms:
                    yield f"<{header}>: not for {room}"


def main() -> int:
    bad = 0
    count = 0
    for folder in ("core", "cardreader", "app"):
        for file in sorted((ROOT / folder).rglob("*")):
            path = file.relative_to(ROOT).as_posix()
            if file.suffix not in (".h", ".cpp") or path.startswith(FREE):
                continue
            count += 1
            for message in violations(path):
                print(f"{path}: {message}", file=sys.stderr)
                bad += 1
    if count == 0:
        print("no source files found", file=sys.stderr)
        return 1
    print(f"{count} files, {bad} forbidden includes")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
