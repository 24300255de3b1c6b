"""What portals do, in a page of a real browser, against the real service. Each case is told as a method of Cases; the
stories of the two browsers run them all in one run of the browser."""

import base64
import json
import pathlib
import subprocess

import replay
from judges import from_pem
from page_server import PageServer
from portal import GOST_PORT, PORT, PUBLIC_NAME

GREETING = '{"result":{"version":"1.4"}}'
DOCUMENT = ("Шарт мәтіні.\n" * 40).encode()
XML = "<contract><sum>100</sum><note>" + "ә" * 300 + "</note></contract>"
LOGIN = ('<?xml version="1.0" encoding="utf-8"?><login><timeTicket>1790000000000</timeTicket>'
         "<sessionid>6f0c1d9a-0000-4000-8000-000000000000</sessionid></login>")
SERVICE = f"wss://127.0.0.1:{PORT}"
GOST_SERVICE = f"wss://127.0.0.1:{GOST_PORT}"
# No path to an authority is asked for: the keys are of a test authority.
ANY_KEY = "NCALayerClient.basicsSignerTestAny"
BIG = 16 * 1024 * 1024


def text_of(value):
    """As a literal of JavaScript."""
    return json.dumps(value)


def base64_of(content):
    return base64.b64encode(content).decode()


class Cases:
    """@param portal what the round stands on. @param browser opened. @param test the unittest case that judges."""

    def __init__(self, portal, browser, test):
        self.portal = portal
        self.browser = browser
        self.test = test
        self.judge = portal.judge

    @classmethod
    def all(cls):
        return [name for name in dir(cls) if name.startswith("case_")]

    # Helpers

    def open_portal(self, origin=None):
        self.browser.open(f"{origin or self.portal.origin}/portal.html")

    def with_client(self, body, address=SERVICE, **more):
        """Runs the body with `client`, a connected client of SIGEX's library."""
        return self.browser.run(f"const client = new NCALayerClient({text_of(address)}); await client.connect();"
                                f"try {{ {body} }} finally {{ client.wsConnection.close(); }}", **more)

    def ask(self, request, address=SERVICE):
        """The answer to one request on a connection of its own."""
        return self.browser.run(f"const line = await Line.open({text_of(address)}); await line.next();"
                                f"try {{ return await line.ask({text_of(request)}); }} finally {{ line.socket.close(); }}")

    def sign(self, address=SERVICE, **arguments):
        """basics.sign, with any key."""
        arguments.setdefault("signerParams", {"chain": []})
        arguments.setdefault("signingParams", {})
        return self.ask({"module": "kz.gov.pki.knca.basics", "method": "sign", "args": arguments}, address)

    def signed(self, **arguments):
        answer = self.sign(**arguments)
        self.test.assertEqual(answer.get("status"), True, answer)
        self.test.assertIn("result", answer["body"], answer)
        return answer["body"]["result"]

    # The connection

    def case_greeting_at_every_address(self):
        self.open_portal()
        for address in ("wss://127.0.0.1:13579", "wss://127.0.0.1:13579/any/path?x=1", "wss://localhost:13579/"):
            answer = self.browser.run(f"return await knock({text_of(address)});")
            self.test.assertEqual(answer, {"greeting": GREETING}, address)

    def case_page_over_http_that_asks_for_permission(self):
        """Portals fetch GET / to bring up the browser's question about the local network."""
        self.open_portal()
        answer = self.browser.run("""
            const plain = await fetch('https://127.0.0.1:13579/');
            const preflighted = await fetch('https://localhost:13579/', {headers: {'X-Portal': '1'}});
            return [plain.status, preflighted.status, await plain.text() === await preflighted.text()];""")
        self.test.assertEqual(answer, [200, 200, True])

    def case_two_pages_at_once_get_their_own_answers(self):
        self.open_portal()
        answers = self.browser.run("""
            const lines = await Promise.all([1, 2].map(() => Line.open('wss://127.0.0.1:13579')));
            await Promise.all(lines.map((line) => line.next()));
            const ask = (line, name) => line.ask({module: 'kz.gov.pki.knca.commonUtils', method: name, args: []});
            return await Promise.all([ask(lines[0], 'first'), ask(lines[1], 'second'), ask(lines[0], 'third')]);""")
        self.test.assertEqual([one["message"] for one in answers],
                              [f"NoSuchMethodException {name}" for name in ("first", "second", "third")])

    def case_json_as_careless_pages_write_it(self):
        self.open_portal()
        answer = self.ask("{\n  module: \"kz.gov.pki.knca.commonUtils\",\n  method: 'getActiveTokens',\n  args: [],\n}")
        self.test.assertEqual(answer, {"code": "200", "responseObject": []})

    def case_heartbeats_while_sixteen_mebibytes_are_signed(self):
        self.open_portal()
        answer = self.browser.run(f"""
            const line = await Line.open('{SERVICE}');
            const frames = [await line.next()];
            const args = {{format: 'cms', data: 'QUJD'.repeat({BIG // 4}), signerParams: {{chain: []}},
                signingParams: {{decode: true, encapsulate: false}}}};
            line.send(JSON.stringify({{module: 'kz.gov.pki.knca.basics', method: 'sign', args}}));
            for (let i = 0; i < 3; i += 1) line.send('--heartbeat--');
            for (let i = 0; i < 4; i += 1) frames.push(await line.next());
            line.socket.close();
            return frames;""", time_limit=120)
        self.test.assertEqual(answer[0], GREETING)
        self.test.assertEqual(answer[1:].count("--heartbeat--"), 3)
        reply = json.loads(next(frame for frame in answer[1:] if frame != "--heartbeat--"))
        self.judge.openssl_cms(from_pem(reply["body"]["result"][0]), b"ABC" * (BIG // 4))

    # Signatures

    def case_cms_of_sigex_client(self):
        self.open_portal()
        data = text_of(base64_of(DOCUMENT))
        attached, detached, several = self.with_client(f"""
            return [await client.basicsSignCMS(null, {data}, {{decode: true}}, {ANY_KEY}),
                await client.basicsSignCMS(null, {data}, NCALayerClient.basicsCMSParamsDetachedNoTSP, {ANY_KEY}),
                await client.basicsSignCMS(null, [{data}, 'MTEK', new Blob(['from a blob '.repeat(40)])],
                    NCALayerClient.basicsCMSParamsDetachedNoTSP, {ANY_KEY})];""")
        self.test.assertEqual(self.judge.openssl_cms(from_pem(attached), None), DOCUMENT)
        self.judge.openssl_cms(from_pem(detached), DOCUMENT)
        for signature, content in zip(several, (DOCUMENT, b"11\n", b"from a blob " * 40), strict=True):
            self.judge.openssl_cms(from_pem(signature), content)

    def case_common_utils_of_sigex_client(self):
        self.open_portal()
        data = text_of(base64_of(DOCUMENT))
        attached, detached, xml, xmls, key = self.with_client(f"""
            const file = NCALayerClient.fileStorageType;
            return [await client.createCAdESFromBase64(file, {data}, 'SIGNATURE', true),
                await client.createCAdESFromBase64(file, {data}), await client.signXml(file, {text_of(XML)}),
                await client.signXmls(file, [{text_of(XML)}, '<a>1</a>']), await client.getKeyInfo(file)];""")
        self.test.assertEqual(self.judge.openssl_cms(base64.b64decode(attached, validate=True), None), DOCUMENT)
        self.judge.openssl_cms(base64.b64decode(detached, validate=True), DOCUMENT)
        for one in (xml, *xmls):
            self.judge.xmlsec(one)
        self.test.assertEqual(key["algorithm"], "RSA")
        self.test.assertTrue(key["certNotAfter"].isdigit(), key)

    def case_xml_of_sigex_client(self):
        self.open_portal()
        signed = self.with_client(f"return await client.basicsSignXML(null, {text_of(XML)}, {{}}, {ANY_KEY});")
        self.test.assertEqual(len(signed), 1)
        self.judge.xmlsec(signed[0])
        self.test.assertNotIn("\n", signed[0].split("SignedInfo")[1], "portals drop white space between elements")

    def case_raw_value_with_the_certificate(self):
        self.open_portal()
        result = self.signed(format="raw", data=base64_of(DOCUMENT), signingParams={"decode": True, "outputCert": True})
        place = self.portal.place
        (place / "raw.pem").write_text(result["certificate"])
        (place / "raw.signature").write_bytes(base64.b64decode(result["signatures"][0]))
        (place / "raw.content").write_bytes(DOCUMENT)
        key = subprocess.run(["openssl", "x509", "-in", "raw.pem", "-noout", "-pubkey"], cwd=place, capture_output=True,
                             check=True, timeout=60).stdout
        (place / "raw.key").write_bytes(key)
        judged = subprocess.run(["openssl", "dgst", "-sha256", "-verify", "raw.key", "-signature", "raw.signature",
                                 "raw.content"], cwd=place, capture_output=True, check=False, timeout=60)
        self.test.assertEqual(judged.returncode, 0, judged.stdout + judged.stderr)

    def case_gost_cms_and_xml(self):
        self.open_portal()
        attached = self.signed(address=GOST_SERVICE, format="cms", data=base64_of(DOCUMENT), signingParams={"decode": "true"})
        detached = self.signed(address=GOST_SERVICE, format="cms", data=[base64_of(DOCUMENT), "short"],
                               signingParams={"decode": False, "encapsulate": False})
        xml = self.signed(address=GOST_SERVICE, format="xml", data=XML)
        self.test.assertEqual(self.judge.gost(from_pem(attached[0])), DOCUMENT)
        self.judge.gost(from_pem(detached[0]), base64_of(DOCUMENT).encode())
        self.judge.gost(from_pem(detached[1]), b"short")
        self.judge.tanba("a.cms", from_pem(attached[0]))
        self.judge.tanba("a.p7s", from_pem(detached[0]), base64_of(DOCUMENT).encode())
        self.judge.tanba("b.p7s", from_pem(detached[1]), b"short")
        self.judge.tanba("a.xml", xml[0].encode())

    # Refusals

    def case_a_site_without_a_rule_gets_nothing(self):
        self.open_portal(self.portal.stranger)
        self.test.assertEqual(self.sign(format="cms", data=DOCUMENT.decode()), {"body": {}, "status": True})
        key = self.ask({"module": "kz.gov.pki.knca.commonUtils", "method": "getKeyInfo", "args": ["PKCS12"]})
        self.test.assertEqual(key, {"code": "500", "message": "action.canceled"})

    def case_a_login_is_never_signed_unseen(self):
        self.open_portal()
        answer = self.sign(format="xml", data=LOGIN)
        self.test.assertNotIn("result", answer.get("body", {}), answer)
        nonce = self.sign(format="cms", data=base64_of(bytes(range(64))), signingParams={"decode": True})
        self.test.assertNotIn("result", nonce.get("body", {}), nonce)

    def case_old_interface_of_seithq_client(self):
        """It speaks the interface that the authority switched off: it gets its greeting and errors, and never hangs."""
        self.open_portal()
        answer = self.browser.run("""
            const {default: Client} = await loadPackage('/libraries/seithq-ncalayer/dist', 'index');
            const socket = new WebSocket('wss://127.0.0.1:13579');
            const client = new Client(socket);
            const greeted = client.cb;
            await new Promise((resolve) => { client.cb = (response) => { greeted(response); resolve(); }; });
            client.setLocale('kk', () => {});
            const ask = (start) => new Promise((resolve) => { start(resolve); });
            const keys = await ask((done) => client.getKeys('PKCS12', '/tmp/a.p12', 'secret', 'SIGN', done));
            const signed = await ask((done) => client.signPlainData('PKCS12', '', '', '', 'x', done));
            socket.close();
            return [client.version, keys.isOk(), keys.getErrorCode(), signed.isOk(), signed.getErrorCode()];""")
        self.test.assertEqual(answer[:2], ["1.4", False])
        self.test.assertFalse(answer[3])
        self.test.assertTrue(answer[2] and answer[4], answer)

    # Recorded exchanges

    def replayed(self, numbers):
        """{number: {value} or {error}} of these exchanges, run one after the other on one connection."""
        tasks = {number: replay.task_of(self.exchanges[number]) for number in numbers}
        results = self.browser.run(f"""
            const client = new NCALayerClient(); const results = {{}};
            if (!{text_of(0 in tasks)}) await client.connect();
            for (const [number, task] of Object.entries({text_of(tasks)})) results[number] = await runTask(client, task);
            client.wsConnection.close();
            return results;""")
        return {int(number): result for number, result in results.items()}

    @property
    def exchanges(self):
        return replay.load()

    def case_recorded_exchanges(self):
        exchanges = self.exchanges
        self.test.assertEqual(len(exchanges), 50)
        cancelled = [number for number, exchange in enumerate(exchanges) if replay.is_cancelling(exchange)]
        self.open_portal(self.portal.stranger)
        for number, result in self.replayed(cancelled).items():
            with self.test.subTest(cancelled=number):
                self.test.assertEqual(result, {"error": replay.cancelling_of(exchanges[number])})
        self.open_portal()
        for number, result in self.replayed([one for one in range(50) if one not in cancelled]).items():
            with self.test.subTest(exchange=number):
                self.judge_exchange(number, exchanges[number], result)

    def judge_exchange(self, number, exchange, result):
        expected = replay.DIFFERENT.get(number, (None, replay.recorded_error(exchange)))[1]
        if isinstance(expected, str) and expected.startswith("NCALayerError"):
            self.test.assertEqual(result, {"error": expected})
        elif expected is not None:
            self.test.assertEqual(result, {"value": expected})
        else:
            self.test.assertNotIn("error", result)
            self.judge_value(replay.task_of(exchange), result.get("value"))

    def judge_value(self, task, value):
        name = task["exec"]
        if "xml" in name.lower():
            for xml in value if isinstance(value, list) else [value]:
                self.judge.xmlsec(xml)
        elif name.startswith("basicsSignCMS"):
            contents = replay.signed_content(task)
            pairs = zip(value, contents, strict=True) if isinstance(contents, list) else [(value, contents)]
            for signature, content in pairs:
                signed = self.judge.openssl_cms(from_pem(signature), None if replay.is_attached(task) else content)
                self.test.assertEqual(signed, content)
        elif name.startswith("createCAdES"):
            attached = len(task["params"]) > 3 and task["params"][3]
            content = self.judge.openssl_cms(base64.b64decode(value), None if attached else replay.signed_content(task))
            self.test.assertEqual(content, replay.signed_content(task))
        elif name == "getKeyInfo":
            self.test.assertTrue(value["certNotBefore"].isdigit(), value)
        elif name == "getActiveTokens":
            self.test.assertEqual(value, [])
        else:
            self.test.assertEqual(name, "changeLocale")
            self.test.assertIsNone(value)

    # The demo pages of the package

    def case_demo_page_signs_a_file(self):
        document = self.file("contract.txt", DOCUMENT)
        self.browser.open(f"{self.portal.origin}/demo/index.html")
        self.browser.upload("input[type=file]", 0, document)
        self.browser.click("button[type=submit]")
        signature = self.browser.wait_for("const area = document.querySelector('textarea'); return area && area.value;",
                                          "the signature in the page")
        self.judge.openssl_cms(from_pem(signature), DOCUMENT)

    def case_demo_page_signs_several_files(self):
        contents = [DOCUMENT, b"second " * 60]
        self.browser.open(f"{self.portal.origin}/demo/multisign.html")
        self.browser.click("button[type=button]")
        self.browser.wait_for("return document.querySelectorAll('input[type=file]').length === 2;", "the second field")
        for number, content in enumerate(contents):
            self.browser.upload("input[type=file]", number, self.file(f"part-{number}.txt", content))
        self.browser.click("button[type=submit]")
        signatures = self.browser.wait_for(
            "const all = [...document.querySelectorAll('textarea')].map((area) => area.value);"
            "return all.length === 2 && all.every(Boolean) && all;", "both signatures in the page")
        for signature, content in zip(signatures, contents, strict=True):
            self.judge.openssl_cms(from_pem(signature), content)

    def file(self, name, content):
        path = pathlib.Path(self.portal.place) / name
        path.write_bytes(content)
        return path

    # Other hosts under our authority

    def case_other_hosts_under_our_authority_are_refused(self):
        """Rule 20 of SECURITY.md. The key of the real authority was wiped, so a twin of it signs: the same name, the
        same extensions byte by byte."""
        twin, free = self.portal.twin, self.portal.public_authority
        wrong = [(twin, PUBLIC_NAME), (twin, "localhost.portal.test"), (twin.below("Below"), "localhost"),
                 (twin.below("Below"), PUBLIC_NAME)]
        right = [(twin, "localhost"), (twin, "127.0.0.1"), (free, PUBLIC_NAME), (free.below("Other"), PUBLIC_NAME)]
        self.open_portal()
        for authority, host in wrong:
            self.test.assertEqual(self.reaches(authority, host), False, f"{host} under {authority.certificate.subject}")
        for authority, host in right:
            self.test.assertEqual(self.reaches(authority, host), True, f"{host} under {authority.certificate.subject}")

    def reaches(self, authority, host):
        server = PageServer(*authority.server_for(host, self.portal.place))
        try:
            address = f"https://{host}:{server.port}/portal.html"
            return self.browser.run(f"try {{ return (await fetch({text_of(address)})).ok; }} catch (e) {{ return false; }}")
        finally:
            server.close()
