"""`tanba-cli service` as the tests start it: with rules instead of a person."""

import json
import os
import pathlib
import subprocess
import time

PASSWORD = "Qwerty12"
START_TIME = 30
FORMATS = ["cms", "cms-detached", "xml", "raw"]


def element(data, position):
    """(content, position behind it) of the DER element there."""
    length, start = data[position + 1], position + 2
    if length & 0x80:
        count = length & 0x7F
        length, start = int.from_bytes(data[start:start + count], "big"), start + count
    return data[start:start + length], start + length


def authority_of(identity):
    """The authority's certificate in the file of the identity: SEQUENCE { INTEGER, OCTET STRING, ... }"""
    body, _ = element(identity, 0)
    _, position = element(body, 0)
    return element(body, position)[0]


class Service:
    def __init__(self, cli, home, key, origins, port):
        """@param origins that may have every format of `key`, and learn whose it is."""
        self.home = pathlib.Path(home)
        self.port = port
        self.place = self.home / f"service-{port}"
        self.place.mkdir(parents=True)
        (self.place / "password").write_text(PASSWORD + "\n")
        (self.place / "password").chmod(0o600)
        rules = [{"origin": origin, "formats": FORMATS, "identity": True} for origin in origins]
        (self.place / "rules").write_text(json.dumps({"log": str(self.place / "log"), "rules": rules}))
        surroundings = {"HOME": str(self.home), "PATH": "/usr/local/bin:/usr/bin:/bin", "TZ": "UTC", "LANG": "C"}
        surroundings.update({name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")
                             if name in os.environ})
        with open(self.place / "said", "wb") as said:
            self.process = subprocess.Popen(
                [cli, "service", "--port", str(port), "--key", str(key), "--password-file", str(self.place / "password"),
                 "--consent-policy", str(self.place / "rules"), "--offline"],
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=surroundings, cwd=self.place)
        self.await_status_line()

    def await_status_line(self):
        """It says where its status page is as soon as it listens."""
        end = time.monotonic() + START_TIME
        while time.monotonic() < end and self.process.poll() is None:
            if "https://" in self.said():
                return
            time.sleep(0.02)
        self.process.kill()
        self.process.wait()
        raise AssertionError(f"the service did not start: {self.said()}")

    def said(self):
        return (self.place / "said").read_text(errors="replace")

    def log(self):
        """What the service put on record of requests."""
        lines = (self.place / "log").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line]

    def authority(self):
        """DER of the authority that browsers are to trust."""
        identity = next(self.home.rglob("web-identity"))
        return authority_of(identity.read_bytes())

    def stop(self):
        self.process.terminate()
        try:
            code = self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        return code
