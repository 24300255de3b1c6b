"""The reference portal, asked over TLS by a client that shares nothing with the program's own (docs/portal-profile)."""

import base64
import collections
import concurrent.futures
import email.utils
import http.client
import json
import os
import pathlib
import re
import secrets
import signal
import socket
import ssl
import subprocess
import time

from portal_process import PATIENCE, PORTAL, Pkce, Portal, base64url, claims_of
from support import DONE, SANITIZED, CliTest, environment, main, resident

PROFILE_PATH = "/.well-known/eds-portal"


class PortalTest(CliTest):
    def portal(self, *options, **more):
        portal = Portal(self.folder, *options, **more)
        self.addCleanup(portal.end)
        return portal

    def begin(self, portal, fmt="xmldsig"):
        """A challenge: its answer and the PKCE pair."""
        pkce = Pkce()
        answer = portal.ask("POST", "/auth/v1/challenge", {"client_nonce": base64url(secrets.token_bytes(32)),
                                                           "code_challenge": pkce.challenge, "format": fmt})
        self.assertEqual(answer.status, 201, str(answer))
        return answer.body, pkce

    def signed(self, challenge, key="person.p12"):
        """By tanba-cli, which refuses challenges of other origins."""
        fmt = {"xmldsig": "xml", "cms-detached": "cms-detached"}[challenge["format"]]
        name = f"challenge-{secrets.token_hex(4)}"
        path = self.write(name, challenge["challenge"])
        out = self.folder / f"{name}.signed"
        self.expect(DONE, *self.sign_arguments(key), "--format", fmt, path, "-o", out, "--login-for",
                    challenge["origin"])
        content = out.read_bytes()
        return content.decode() if fmt == "xml" else base64.b64encode(content).decode()

    def post_signature(self, portal, challenge, signed, factor="none"):
        return portal.ask("POST", f"/auth/v1/logins/{challenge['login_id']}/signature",
                          {"signed": signed, "factor": factor})

    def second_stage(self, portal, key="person.p12", fmt="xmldsig", factor="none"):
        challenge, pkce = self.begin(portal, fmt)
        answer = self.post_signature(portal, challenge, self.signed(challenge, key), factor)
        self.assertEqual(answer.status, 200, str(answer))
        self.assertEqual(answer.body["state"], "second_factor_required")
        return challenge["login_id"], pkce, answer

    def redeem(self, portal, ticket, verifier):
        form = f"grant_type=authorization_code&code={ticket}&code_verifier={verifier}"
        return portal.ask("POST", "/auth/v1/token", form.encode(), Content_Type="application/x-www-form-urlencoded")


class Logins(PortalTest):
    def test_every_key_and_format_with_a_code(self):
        portal = self.portal()
        for count, (key, fmt) in enumerate((("person.p12", "xmldsig"), ("person.p12", "cms-detached"),
                                            ("rsa_login.p12", "xmldsig"), ("rsa_login.p12", "cms-detached")), 1):
            with self.subTest(key=key, fmt=fmt):
                login, pkce, _ = self.second_stage(portal, key, fmt, factor="sms")
                done = portal.ask("POST", f"/auth/v1/logins/{login}/otp", {"code": portal.wait_for_code(count)})
                self.assertEqual(done.body["state"], "completed", str(done))
                self.assertTrue(done.body["finish_url"].startswith(portal.origin + "/"))
                tokens = self.redeem(portal, done.body["ticket"], pkce.verifier)
                claims = claims_of(tokens.body["id_token"])
                self.assertEqual(claims["iin"], "991231500016")
                self.assertEqual(claims["amr"][1:], ["sms", "mfa"])

    def test_a_legal_entity_by_qr(self):
        portal = self.portal()
        login, pkce, _ = self.second_stage(portal, "head.p12")
        qr = portal.ask("POST", "/auth/v1/qr", {"login_id": login}).body
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            poll = pool.submit(portal.ask, "GET", f"/auth/v1/qr/{qr['qr_id']}?wait=20")
            time.sleep(0.2)
            self.assertFalse(poll.done())
            self.assertEqual(portal.phone(qr["qr_text"], "scan", "company").status, 200)
            self.assertEqual(poll.result(PATIENCE).body["state"], "scanned")
        self.assertEqual(portal.phone(qr["qr_text"], "confirm", "company").status, 204)
        self.assertEqual(portal.ask("GET", f"/auth/v1/qr/{qr['qr_id']}?wait=20").body["state"], "confirmed")
        done = portal.ask("GET", f"/auth/v1/logins/{login}").body
        claims = claims_of(self.redeem(portal, done["ticket"], pkce.verifier).body["id_token"])
        self.assertEqual(claims["bin"], "601240000014")
        self.assertEqual(claims["amr"][1:], ["mca", "mfa"])

    def test_keys_that_may_not_enter(self):
        portal = self.portal(accounts=[{"id": "a", "iin": "111111111111", "name": "A"}])
        for key, problem in (("other.p12", "cert_untrusted"), ("revoked.p12", "cert_revoked"),
                             ("person.p12", "account_not_found")):
            with self.subTest(key=key):
                challenge, _ = self.begin(portal)
                answer = self.post_signature(portal, challenge, self.signed(challenge, key))
                self.assertEqual(answer.problem, problem, str(answer))

    def test_the_key_that_signs_tokens_is_published(self):
        portal = self.portal()
        login, pkce, _ = self.second_stage(portal, factor="sms")
        done = portal.ask("POST", f"/auth/v1/logins/{login}/otp", {"code": portal.wait_for_code()}).body
        token = self.redeem(portal, done["ticket"], pkce.verifier).body["id_token"]
        description = portal.ask("GET", PROFILE_PATH).body
        key = portal.ask("GET", description["jwks_uri"].removeprefix(portal.origin)).body["keys"][0]
        point = b"\x04" + b"".join(base64.urlsafe_b64decode(key[part] + "=") for part in ("x", "y"))
        # SubjectPublicKeyInfo of P-256 (RFC 5480), and the value as DER: what OpenSSL reads.
        spki = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + point
        content, _, value = token.rpartition(".")
        raw = base64.urlsafe_b64decode(value + "==")
        numbers = b"".join(self.der_integer(raw[at:at + 32]) for at in (0, 32))
        self.write("key.der", spki)
        self.write("value.der", bytes([0x30, len(numbers)]) + numbers)
        self.write("content", content)
        out = self.openssl("dgst", "-sha256", "-verify", "key.der", "-keyform", "DER", "-signature", "value.der", "content")
        self.assertIn(b"Verified OK", out)

    @staticmethod
    def der_integer(octets):
        octets = octets.lstrip(b"\0") or b"\0"
        octets = b"\0" + octets if octets[0] & 0x80 else octets
        return bytes([2, len(octets)]) + octets


class Switches(PortalTest):
    def sms_factor(self, answer):
        return next(factor for factor in answer.body["factors"] if factor["type"] == "sms")

    def test_unbound_number(self):
        _, _, answer = self.second_stage(self.portal("--unbound-number"), factor="sms")
        self.assertEqual(self.sms_factor(answer)["reason"], "phone_not_registered")

    def test_gateway_down(self):
        portal = self.portal("--gateway-down")
        login, _, answer = self.second_stage(portal, factor="sms")
        self.assertEqual(self.sms_factor(answer)["reason"], "sms_gateway_unavailable")
        self.assertEqual(portal.ask("POST", f"/auth/v1/logins/{login}/otp/send").problem, "sms_gateway_unavailable")

    def test_no_roaming(self):
        portal = self.portal("--no-roaming")
        _, _, answer = self.second_stage(portal, factor="sms")
        self.assertIn("sent_at", self.sms_factor(answer))
        self.assertEqual(portal.sms(), [])

    def test_delay(self):
        portal = self.portal("--delay", "1")
        self.second_stage(portal, factor="sms")
        self.assertEqual(portal.sms(), [])
        portal.wait_for_code()

    def test_lock(self):
        portal = self.portal("--lock", "--lock-for", "77")
        challenge, _ = self.begin(portal)
        answer = self.post_signature(portal, challenge, self.signed(challenge))
        self.assertEqual(answer.problem, "locked")
        self.assertLessEqual(answer.body["retry_after"], 77)
        self.assertEqual(answer.fields["Retry-After"], str(answer.body["retry_after"]))

    def test_clock_skew(self):
        portal = self.portal("--clock-skew", "-3600")
        date = email.utils.parsedate_to_datetime(portal.ask("GET", PROFILE_PATH).fields["Date"]).timestamp()
        self.assertAlmostEqual(date, time.time() - 3600, delta=60)

    def test_numbers_and_sender(self):
        portal = self.portal("--code-length", "8", "--attempts", "1", "--sender", "TEST", "--code-secret", "00" * 20)
        self.assertEqual(portal.ask("GET", PROFILE_PATH).body["sms"]["code_length"], 8)
        login, _, _ = self.second_stage(portal, factor="sms")
        code = portal.wait_for_code()
        self.assertEqual((len(code), portal.sms()[0]["from"]), (8, "TEST"))
        wrong = code[:-1] + ("1" if code[-1] == "0" else "0")
        self.assertEqual(portal.ask("POST", f"/auth/v1/logins/{login}/otp", {"code": wrong}).problem, "locked")

    def test_network_delay(self):
        portal = self.portal("--network-delay", "300")
        begun = time.monotonic()
        portal.ask("GET", PROFILE_PATH)
        self.assertGreaterEqual(time.monotonic() - begun, 0.3)


class Lying(PortalTest):
    def described(self, lie):
        return self.portal("--lie", f"{lie}@describe").ask("GET", PROFILE_PATH)

    def test_answers(self):
        self.assertIn("text/html", self.described("content-type").fields["Content-Type"])
        self.assertEqual(self.described("redirect").status, 302)
        self.assertEqual(self.described("other-origin").body["origin"], "https://elsewhere.example")
        with self.assertRaises(ValueError):
            self.described("not-json")
        for lie in ("drop", "cut"):
            with self.assertRaises((http.client.HTTPException, OSError), msg=lie):
                self.described(lie)

    def test_a_huge_answer_goes_on_and_on(self):
        portal = self.portal("--lie", "huge@describe")
        connection = http.client.HTTPSConnection("127.0.0.1", portal.port, context=portal.context(), timeout=PATIENCE)
        self.addCleanup(connection.close)
        connection.request("GET", PROFILE_PATH)
        answer = connection.getresponse()
        self.assertEqual(answer.getheader("Content-Length"), str(1 << 30))
        for _ in range(100):
            self.assertEqual(len(answer.read(65536)), 65536)

    def test_silence(self):
        portal = self.portal("--lie", "silence@describe")
        with self.assertRaises(TimeoutError):
            portal.ask("GET", PROFILE_PATH, timeout=1)

    def test_a_changed_certificate(self):
        portal = self.portal("--lie", "changed-certificate@describe")
        self.assertEqual(portal.ask("GET", PROFILE_PATH).status, 200)
        with self.assertRaises(ssl.SSLCertVerificationError):
            portal.ask("GET", PROFILE_PATH)

    def test_challenges(self):
        self.assertEqual(self.begin(self.portal("--lie", "other-origin@challenge"))[0]["origin"],
                         "https://elsewhere.example")
        self.assertIn("<order>", self.begin(self.portal("--lie", "surprise@challenge"))[0]["challenge"])
        self.assertLess(self.begin(self.portal("--lie", "expired@challenge"))[0]["expires_at"],
                        time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))


class Strangers(PortalTest):
    def test_what_is_no_request(self):
        portal = self.portal()
        for wrong in (b"x", b"GET / HTTP/1.1\r\n", b"\0" * 100, b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\n\r\n",
                      b"GET / HTTP/9.9\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", portal.port), PATIENCE) as raw, \
                    portal.context().wrap_socket(raw, server_hostname="127.0.0.1") as tls:
                tls.sendall(wrong)
        with socket.create_connection(("127.0.0.1", portal.port), PATIENCE) as raw:
            raw.sendall(b"GET / HTTP/1.1\r\n\r\n")
        self.assertEqual(portal.ask("GET", PROFILE_PATH).status, 200)

    def test_limits(self):
        portal = self.portal()
        answer = portal.ask("POST", "/auth/v1/challenge", b"x" * 400_000, Content_Type="application/json")
        self.assertEqual(answer.problem, "body_too_large")
        self.assertEqual(portal.ask("GET", PROFILE_PATH, Host="evil.example").problem, "misdirected")
        self.assertEqual(portal.ask("GET", "/nowhere").problem, "not_found")
        silent = [socket.create_connection(("127.0.0.1", portal.port), PATIENCE) for _ in range(100)]
        self.assertEqual(portal.ask("GET", PROFILE_PATH).status, 200)
        for connection in silent:
            connection.close()

    def test_pages_and_localhost(self):
        portal = self.portal()
        self.assertEqual(portal.ask("GET", PROFILE_PATH, host="localhost").body["origin"],
                         f"https://localhost:{portal.port}")
        for path in ("/phone", "/local-login", "/auth/v1/finish?ticket=x", "/pages/phone.js", "/pages/words.js",
                     "/pages/finish.js", "/pages/local_login.js", "/pages/pages.css"):
            answer = portal.ask("GET", path)
            self.assertEqual(answer.status, 200, path)
            self.assertIn("default-src 'none'", answer.fields["Content-Security-Policy"])
            self.assertEqual(answer.fields["X-Content-Type-Options"], "nosniff")
            self.assertEqual(answer.fields["Cache-Control"], "no-store")


class Contract(PortalTest):
    """docs/portal-profile/openapi.yaml, read by line: its paths and their methods stand at fixed depths."""

    ROOT = pathlib.Path(__file__).resolve().parents[2]
    # What only the page that plays a phone and the page of the local service need.
    TOYS = {("GET", "/phone/v1/accounts"), ("GET", "/phone/v1/outbox"), ("POST", "/pages/v1/picture")}

    def contract(self):
        text = (self.ROOT / "docs/portal-profile/openapi.yaml").read_text(encoding="utf-8")
        found, path = set(), None
        for line in text.partition("\npaths:\n")[2].partition("\ncomponents:\n")[0].splitlines():
            if match := re.fullmatch(r"  (/\S+):", line):
                path = re.sub(r"\{\w+\}", "*", match[1])
            elif match := re.fullmatch(r"    (get|post|put|patch|delete):", line):
                found.add((match[1].upper(), path))
        return found

    def test_the_portal_has_the_addresses_of_the_contract(self):
        source = (self.ROOT / "tests/portal/portal.cpp").read_text(encoding="utf-8")
        served = set(re.findall(r'\{"([A-Z]+)", "(/[^"]+)", Step::', source)) | {("GET", "/auth/v1/finish")}
        self.assertEqual(self.contract(), served - self.TOYS)
        portal = self.portal()
        for method, pattern in sorted(self.contract()):
            with self.subTest(method=method, path=pattern):
                answer = portal.ask(method, pattern.replace("*", base64url(secrets.token_bytes(24))))
                if answer.status >= 400:
                    self.assertNotIn(answer.problem, ("not_found", "method_not_allowed"), str(answer))

    def test_the_problems_of_the_portal_are_those_of_the_contract(self):
        text = (self.ROOT / "docs/portal-profile/openapi.yaml").read_text(encoding="utf-8")
        listed = re.search(r"NAME one of(.+?)\.\s+A client", text, re.DOTALL)[1]
        source = (self.ROOT / "tests/portal/problem.cpp").read_text(encoding="utf-8")
        self.assertEqual(set(re.findall(r"[a-z_]+", listed)), set(re.findall(r'"([a-z_]+)", \d{3}, ', source)))

    def test_formats_are_those_of_the_portal(self):
        portal = self.portal()
        text = (self.ROOT / "docs/portal-profile/openapi.yaml").read_text(encoding="utf-8")
        formats = re.search(r"format: \{type: string, enum: \[([^\]]+)\]", text)[1].split(", ")
        self.assertEqual(formats, portal.ask("GET", PROFILE_PATH).body["challenge_formats"])
        for fmt in formats:
            self.begin(portal, fmt)

    def test_the_phones_side(self):
        portal = self.portal()
        qr = portal.ask("POST", "/auth/v1/qr", {"code_challenge": Pkce().challenge}).body
        self.assertEqual(portal.phone(qr["qr_text"], "confirm").problem, "wrong_step")
        scanned = portal.phone(qr["qr_text"], "scan")
        self.assertEqual(set(scanned.body), {"origin", "second_factor", "expires_at"})
        self.assertEqual((scanned.body["origin"], scanned.body["second_factor"]), (portal.origin, False))
        self.assertEqual(portal.phone(qr["qr_text"], "confirm", "company").problem, "phone_of_other")
        self.assertEqual(portal.phone(qr["qr_text"], "scan", "nobody").problem, "account_not_found")
        self.assertEqual(portal.phone(qr["qr_text"], "reject").status, 204)
        self.assertEqual(portal.phone(qr["qr_text"], "confirm").problem, "qr_expired")


class Floods(PortalTest):
    SESSIONS, HELD, MOST_GROWTH = 400, 120, 64 * 1024 * 1024
    WAITING, MOST_HELD = 300, 128  # there are 256 connections, of which so many may wait

    def stranger(self, portal):
        """A QR of somebody without a key, asked about twice at once."""
        qr = portal.ask("POST", "/auth/v1/qr", {"code_challenge": Pkce().challenge})
        told = [portal.ask("GET", f"/auth/v1/qr/{qr.body['qr_id']}") for _ in range(2)]
        return qr, [answer.problem for answer in told]

    def test_many_qr_codes_and_polls_keep_nobody_out(self):
        portal = self.portal()
        before = resident(portal.process.pid)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            strangers = list(pool.map(lambda _: self.stranger(portal), range(self.SESSIONS)))
        self.assertEqual({qr.status for qr, _ in strangers}, {201})
        self.assertEqual({tuple(told) for _, told in strangers}, {("", "slow_down")})
        if not SANITIZED:  # which keeps freed memory for a while
            self.assertLess(resident(portal.process.pid) - before, self.MOST_GROWTH)
        with concurrent.futures.ThreadPoolExecutor(self.HELD) as pool:
            held = [pool.submit(portal.ask, "GET", f"/auth/v1/qr/{qr.body['qr_id']}?wait=5", timeout=60)
                    for qr, _ in strangers[:self.HELD]]
            login, _, _ = self.second_stage(portal)
            qr = portal.ask("POST", "/auth/v1/qr", {"login_id": login}).body
            for what, status in (("scan", 200), ("confirm", 204)):
                self.assertEqual(portal.phone(qr["qr_text"], what).status, status)
            self.assertEqual(portal.ask("GET", f"/auth/v1/logins/{login}").body["state"], "completed")
            self.assertEqual({answer.result(60).body["state"] for answer in held}, {"pending"})

    def waiting(self, portal):
        """A poll that wants to be held as long as there is, not answered yet."""
        qr = portal.ask("POST", "/auth/v1/qr", {"code_challenge": Pkce().challenge}).body
        connection = http.client.HTTPSConnection("127.0.0.1", portal.port, context=portal.context(), timeout=PATIENCE)
        self.addCleanup(connection.close)
        connection.request("GET", f"/auth/v1/qr/{qr['qr_id']}?wait=30")
        return connection

    def test_more_polls_than_connections_leave_room(self):
        """Who has waited longest is answered early, as at the end of their time, and nobody else waits for that."""
        portal = self.portal()
        held = collections.deque()
        for _ in range(self.WAITING):
            held.append(self.waiting(portal))
            if len(held) > self.MOST_HELD:
                answer = held.popleft().getresponse()
                self.assertEqual((answer.status, json.loads(answer.read())["state"]), (200, "pending"))
        login, _, _ = self.second_stage(portal, factor="sms")
        done = portal.ask("POST", f"/auth/v1/logins/{login}/otp", {"code": portal.wait_for_code()})
        self.assertEqual(done.body["state"], "completed")

    def test_who_never_closes_is_closed(self):
        portal = self.portal()
        with socket.create_connection(("127.0.0.1", portal.port), PATIENCE) as raw:
            tls = portal.context().wrap_socket(raw, server_hostname="127.0.0.1")
            tls.sendall(f"GET {PROFILE_PATH} HTTP/1.1\r\nHost: 127.0.0.1:{portal.port}\r\n\r\n".encode())
            # Without TLS from here on: it would answer the goodbye.
            with socket.socket(fileno=tls.detach()) as left:
                left.settimeout(PATIENCE)
                while left.recv(65536):
                    pass


class Process(PortalTest):
    def test_it_says_one_line_and_nothing_secret(self):
        portal = self.portal()
        login, pkce, answer = self.second_stage(portal, factor="sms")
        code = portal.wait_for_code()
        done = portal.ask("POST", f"/auth/v1/logins/{login}/otp", {"code": code}).body
        self.redeem(portal, done["ticket"], pkce.verifier)
        self.assertEqual(portal.end(), 0)
        self.assertEqual(portal.said(), portal.origin + "\n")
        self.assertEqual((portal.folder / "outbox.jsonl").stat().st_mode & 0o777, 0o600)

    def test_it_ends_by_signal(self):
        portal = self.portal()
        portal.process.send_signal(signal.SIGTERM)
        self.assertEqual(portal.process.wait(PATIENCE), 0)

    def test_it_ends_while_somebody_waits(self):
        portal = self.portal()
        qr = portal.ask("POST", "/auth/v1/qr", {"code_challenge": Pkce().challenge}).body
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            poll = pool.submit(portal.ask, "GET", f"/auth/v1/qr/{qr['qr_id']}?wait=30")
            time.sleep(0.2)
            self.assertEqual(portal.end(), 0)
            with self.assertRaises((http.client.HTTPException, OSError)):
                poll.result(PATIENCE)

    def test_wrong_words(self):
        folder = os.fspath(self.folder)
        accounts = os.fspath(self.write("accounts.json", '{"accounts": []}'))
        good = ["--directory", folder, "--accounts", accounts]
        for code, words in ((64, []), (64, good + ["--lie", "x"]), (64, good + ["--code-length", "3"]),
                            (64, good + ["--factors", "x"]), (1, good + ["--trust", folder + "/none"]),
                            (1, ["--directory", folder, "--accounts", folder + "/none"])):
            ended = subprocess.run([PORTAL, *words], capture_output=True, timeout=PATIENCE, check=False,
                                   env=environment(), stdin=subprocess.DEVNULL)
            self.assertEqual(ended.returncode, code, f"{words}: {ended.stderr}")
            self.assertEqual(ended.stdout, b"")
            self.assertTrue(ended.stderr)


if __name__ == "__main__":
    main()
