#!/usr/bin/env python3
"""Speed of the local web service, as a page feels it: tests/bench/service.py BUILD_FOLDER

Needs the tools of the end-to-end tests: BUILD_FOLDER/bin has tanba-cli and make_test_pki. Signatures are made by consent of a policy, for a
copy of this interpreter that has a browser's name.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

BROWSER = "TANBA_BENCH_BROWSER"
HERE = pathlib.Path(__file__).resolve()
ORIGIN = "https://portal.kz"
MIB = 1024 * 1024


def rate(count, call):
    start = time.perf_counter()
    for _ in range(count):
        call()
    return count / (time.perf_counter() - start)


def latencies(count, call):
    """Median and 95th percentile in milliseconds."""
    times = []
    for _ in range(count):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    return times[count // 2], times[count * 95 // 100]


def sign_request(data):
    return json.dumps({"module": "kz.gov.pki.knca.basics", "method": "sign", "args": {
        "format": "cms", "data": data, "signingParams": {"decode": True, "encapsulate": False},
        "signerParams": {"chain": []}}})


def largest():
    """Requests of 250 MiB, whose data make the service hold most."""
    size = 250 * MIB
    base64 = "QUFB" * (size // 4)
    text = "Келісім " * (size // 15)
    return {
        "250 MiB of base64, detached": sign_request(base64).encode(),
        "the same with an escaped character": sign_request(base64).replace("QUFB", "QUF\\u0042", 1).encode(),
        "the same, attached": sign_request(base64).replace('"encapsulate": false', '"encapsulate": true').encode(),
        "250 MiB of text, detached": json.dumps(json.loads(sign_request(text)), ensure_ascii=False).replace(
            '"decode": true', '"decode": false').encode(),
    }


def measure(port, process):
    import service_client
    client = service_client.Client(port)
    assert client.upgrade(origin=ORIGIN)[0] == 101
    client.read_text()
    client.socket.settimeout(120)

    def call(text):
        client.send_text(text)
        return client.read_text()

    print(f"heartbeats, one after the other: {rate(3000, lambda: call('--heartbeat--')):.0f} per second")
    tokens = json.dumps({"module": "kz.gov.pki.knca.commonUtils", "method": "getActiveTokens"})
    print(f"getActiveTokens: {rate(3000, lambda: call(tokens)):.0f} per second")

    def connect():
        other = service_client.Client(port)
        assert other.upgrade(origin=ORIGIN)[0] == 101
        other.read_text()
        other.close()
    print("connection to greeting: median {:.1f} ms, 95th percentile {:.1f} ms".format(*latencies(100, connect)))

    small = sign_request("MTEK")
    assert "BEGIN CMS" in call(small)
    print("request to signature, consent by policy with its log: "
          "median {:.1f} ms, 95th percentile {:.1f} ms".format(*latencies(200, lambda: call(small))))

    resting = resident(process)
    large = sign_request("QUFB" * (200 * MIB // 4)).encode()
    for _ in range(2):
        start = time.perf_counter()
        client.send_text(large)
        reply = client.read_text()
        assert "BEGIN CMS" in reply, reply[:200]
        print(f"200 MiB to sign, there and back: {time.perf_counter() - start:.1f} s")
    for name, request in largest().items():
        # Linux begins anew to look for the highest value.
        pathlib.Path(f"/proc/{process}/clear_refs").write_text("5")
        start = time.perf_counter()
        client.send_text(request)
        reply = client.read_text()
        assert "BEGIN CMS" in reply, reply[:200]
        print(f"{name}: {time.perf_counter() - start:.1f} s, at most {resident(process, 'VmHWM')} MiB")
    print(f"memory: at rest {resting} MiB, afterwards {resident(process)} MiB")


def resident(process, field="VmRSS"):
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) // 1024
    raise AssertionError(field)


def main():
    build = pathlib.Path(sys.argv[1]).resolve() / "bin"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        os.environ.update(TANBA_CLI=str(build / "tanba-cli"), TANBA_TEST_PKI=str(folder / "pki"))
        import service_client
        subprocess.run([build / "make_test_pki", folder / "pki"], check=True)
        (folder / "password").write_text("Qwerty12\n")
        (folder / "password").chmod(0o600)
        (folder / "policy.json").write_text(json.dumps(
            {"log": str(folder / "log"), "rules": [{"origin": ORIGIN, "formats": ["cms", "cms-detached"]}]}))
        service = service_client.Service(folder, "--key", folder / "pki" / "system.p12", "--password-file",
                                         folder / "password", "--consent-policy", folder / "policy.json")
        browser = folder / "chromium"
        shutil.copyfile(pathlib.Path("/proc/self/exe").resolve(), browser)
        browser.chmod(0o755)
        try:
            subprocess.run([browser, "-B", HERE, str(service.port), str(service.process.pid)], check=True,
                           env={**os.environ, "PYTHONHOME": sys.base_prefix, BROWSER: "1"})
        finally:
            service.end()


sys.path.insert(0, str(HERE.parents[1] / "end_to_end"))
if __name__ == "__main__":
    if os.environ.get(BROWSER):
        measure(int(sys.argv[1]), int(sys.argv[2]))
    else:
        main()
