"""`card ...` and `sign --token` with the simulated card, which is made anew in each run of the program."""

import base64
import os
import re
import shutil
import subprocess
import time

from support import DONE, INVALID, NOT_ESTABLISHED, PKI, REFUSED, UNREADABLE, USAGE, CliTest, main

PIN, PUK = "1234", "12345678"
KEYS = {"gost512": "gost2015-512", "rsa2048": "rsa-2048", "p256": "ec-256"}
CONTENT = b"\xd2\x9a\xd2\xb1\xd0\xb6\xd0\xb0\xd1\x82: 42\n"
XML = b'<?xml version="1.0" encoding="UTF-8"?><invoice><sum>42</sum></invoice>'
FORMATS = {"cms": ".cms", "cms-detached": ".p7s", "xml": ".signed.xml"}


class CardTest(CliTest):
    def card(self, code, action, *arguments, lines=(), **more):
        secret = ["--password-file", self.password_file(*lines)] if lines else []
        return self.expect(code, "card", action, *arguments, *secret, **more)

    def sign_demo(self, code, document, *options, pin=PIN, key="gost512", fmt="cms"):
        key_id = ["--key-id", key] if key else []
        return self.expect(code, "sign", "--token", "demo", "--password-file", self.password_file(pin), "--format", fmt,
                           document, *key_id, *options)


class List(CardTest):
    def test_the_demonstration_is_listed_only_when_asked_for(self):
        names = [token["name"] for token in self.card(DONE, "list", "--json").json["tokens"]]
        self.assertNotIn("demo", names)
        shown = [token for token in self.card(DONE, "list", "--demo", "--json").json["tokens"] if token["name"] == "demo"]
        self.assertEqual(len(shown), 1)
        self.assertEqual((shown[0]["kind"], shown[0]["demonstration"]), ("simulated", True))
        self.assertEqual(shown[0]["pin"]["triesLeft"], 3)

    def test_it_is_marked_in_every_language(self):
        for language, word in {"kk": "Көрсетуге арналған", "ru": "Демонстрационная", "en": "Demonstration"}.items():
            self.assertIn(word, self.card(DONE, "list", "--demo", "--lang", language).text)


class Orders(CardTest):
    """What integrators order: faults and delays of the simulated card."""

    def sign_ordered(self, *orders):
        document = self.write("document.txt", b"text")
        return self.run_cli("sign", "--token", "demo", "--password-file", self.password_file(PIN), "--format", "cms", document,
                            "--key-id", "rsa2048", "--force", "--json", *orders)

    def test_a_fault_at_each_command_of_a_signature(self):
        faults = {"removed": "card.removed", "reset": "card.reset", "in-use": "card.in_use", "io": "card.io"}
        for kind, code in faults.items():
            signed = 0
            for command in range(1, 9):
                ended = self.sign_ordered("--demo-fault", f"{kind}@{command}")
                signed += ended.code == DONE
                if ended.code != DONE:
                    self.assertEqual(ended.json["error"]["code"], code, str(ended))
                    self.assertEqual(self.names() & {"document.txt.cms"}, set())
                else:
                    (self.folder / "document.txt.cms").unlink()
            self.assertLess(signed, 8, kind)
            self.assertGreater(signed, 0, kind)

    def test_a_faulty_chip_and_spent_tries(self):
        cases = {"wrong-value@1": "signature.self_check_failed", "tries@0": "pin.blocked"}
        for order, code in cases.items():
            ended = self.sign_ordered("--demo-fault", order)
            self.assertEqual((ended.code, ended.json["error"]["code"]), (REFUSED, code), str(ended))
        info = self.card(DONE, "info", "demo", "--demo-fault", "tries@1", "--json").json
        self.assertEqual((info["token"]["pin"]["triesLeft"], info["token"]["pin"]["lastTry"]), (1, True))

    def test_a_delay(self):
        started = time.monotonic()
        self.card(DONE, "info", "demo", "--demo-delay", "300", "--json")
        self.assertGreater(time.monotonic() - started, 0.3)

    def test_orders_that_are_none(self):
        for orders in (("--demo-fault", "removed"), ("--demo-fault", "removed@0"), ("--demo-fault", "burnt@1"),
                       ("--demo-fault", "io@1x"), ("--demo-delay", "-1"), ("--demo-delay", "60001")):
            self.expect_error(USAGE, "usage", "card", "info", "demo", *orders)
        # A real card takes none.
        self.expect_error(USAGE, "usage", "card", "info", "Some reader", "--demo-fault", "io@1")
        self.expect_error(USAGE, "usage", "card", "list", "--demo-delay", "5")


class TokensWithKeyFiles(CardTest):
    """PKCS#12 files that lie on a token as on a stick (CKO_DATA), through the module made for tests."""

    def test_they_are_told(self):
        folder = self.folder / "module"
        folder.mkdir(mode=0o700)
        module = folder / "module.so"
        shutil.copyfile(os.environ["TANBA_TEST_MODULE"], module)
        module.chmod(0o600)
        content = (PKI / "person.p12").read_bytes()
        (folder / "module.so.p12").write_bytes(content)
        # The module's own key is never used here.
        made = subprocess.run(["openssl", "genpkey", "-algorithm", "RSA"], check=True, capture_output=True).stdout
        subprocess.run(["openssl", "pkcs8", "-topk8", "-nocrypt", "-outform", "DER", "-out", f"{module}.key"], input=made,
                       check=True, capture_output=True)
        shown = self.card(DONE, "list", "--module", module, "--json").json
        token = next((token for token in shown["tokens"] if token["keyFiles"]), None)
        self.assertIsNotNone(token, shown)
        self.assertEqual(token["keyFiles"], [{"label": "Test key", "size": len(content)}])
        info = self.card(DONE, "info", token["name"], "--module", module, "--lang", "en")
        self.assertRegex(info.text, r"Key file on the token: +Test key\n")


class Info(CardTest):
    def test_json(self):
        info = self.card(DONE, "info", "demo", "--json").json
        self.assertEqual({key["id"]: key["certificate"]["algorithm"] for key in info["keys"]}, KEYS)
        for key in info["keys"]:
            self.assertIn("DEMO", key["certificate"]["issuer"])
            self.assertIn(key["purpose"], ("signing", "both"))
            self.assertEqual(key["owner"]["iin"], "000000000000")
            self.assertGreater(key["daysLeft"], 300)
        token = info["token"]
        self.assertEqual((token["serial"], token["canChangePin"], token["canUnblockPin"]), ("DEMO-0001", True, True))
        self.assertEqual((token["pin"]["minimumLength"], token["pin"]["maximumLength"]), (4, 8))

    def test_words(self):
        expected = {"kk": ("Иесі:", "қалған әрекет саны: 3", "Көрсету:"), "ru": ("Владелец:", "осталось попыток: 3", "Демонстрация:"),
                    "en": ("Holder:", "attempts left: 3", "Demonstration:")}
        for language, words in expected.items():
            ended = self.card(DONE, "info", "demo", "--lang", language)
            for word in words:
                self.assertIn(word, ended.text + ended.errors)

    def test_it_is_found_by_serial_and_by_name(self):
        for name in ("demo", "DEMO-0001"):
            info = self.card(DONE, "info", name, "--demo", "--json").json
            self.assertEqual(info["token"]["name"], "demo")

    def test_the_keys_are_made_anew(self):
        serials = [{key["certificate"]["serial"] for key in self.card(DONE, "info", "demo", "--json").json["keys"]}
                   for _ in range(2)]
        self.assertFalse(serials[0] & serials[1])

    def test_what_is_not_there_is_named_with_what_is(self):
        error = self.expect_error(REFUSED, "token.not_found", "card", "info", "my card", "--demo")
        self.assertEqual(error["subject"], "my card")
        self.assertIn("demo (DEMO-0001)", error["detail"])
        self.assertIn("demo (DEMO-0001)", error["message"])


class Pin(CardTest):
    def test_it_is_changed(self):
        ended = self.card(DONE, "pin", "demo", "--json", lines=(PIN, "24680")).json
        self.assertTrue(ended["changed"])
        self.assertIn("24680", (self.folder / "password-0").read_text())
        self.assertNotIn("24680", str(ended))

    def test_a_wrong_one_counts(self):
        error = self.expect_error(REFUSED, "pin.wrong", "card", "pin", "demo", "--password-file",
                                  self.password_file("0000", "24680"))
        self.assertEqual(error["subject"], "2")
        told = self.card(REFUSED, "pin", "demo", "--lang", "kk", lines=("0000", "24680")).errors
        self.assertIn("PIN-код дұрыс емес. Қалған әрекет саны: 2.", told)

    def test_one_that_cannot_be_is_refused_before_the_card_sees_it(self):
        for lines, code in (((PIN, PIN), "pin.same"), ((PIN, "12"), "pin.length"), (("12", "24680"), "pin.length"),
                            ((PIN, "abcdef"), "pin.characters")):
            self.expect_error(REFUSED, code, "card", "pin", "demo", "--password-file", self.password_file(*lines))

    def test_the_puk_gives_a_new_one(self):
        self.assertTrue(self.card(DONE, "unblock", "demo", "--json", lines=(PUK, "24680")).json["unblocked"])

    def test_a_wrong_puk_counts(self):
        error = self.expect_error(REFUSED, "puk.wrong", "card", "unblock", "demo", "--password-file",
                                  self.password_file("00000000", "24680"))
        self.assertEqual(error["subject"], "4")

    def test_a_file_with_one_line_is_not_enough(self):
        self.expect_error(UNREADABLE, "password.unreadable", "card", "pin", "demo", "--password-file", self.password_file(PIN))

    def test_without_a_terminal_nobody_is_asked(self):
        ended = self.card(UNREADABLE, "pin", "demo", "--json", start_new_session=True)
        self.assertEqual(ended.json["error"]["code"], "password.unreadable")


class Sign(CardTest):
    def setUp(self):
        super().setUp()
        self.document = self.write("letter", CONTENT)
        self.invoice = self.write("invoice.xml", XML)

    def verdict(self, path, *options):
        report = self.expect(NOT_ESTABLISHED, "verify", path, "--json", *options).json
        self.assertEqual(report["verdict"], "indeterminate")
        return report["signatures"][0]

    def test_every_key_in_every_format_is_told_to_be_a_test_key(self):
        for key in KEYS:
            for fmt, ending in FORMATS.items():
                with self.subTest(key=key, fmt=fmt):
                    document = self.invoice if fmt == "xml" else self.document
                    output = self.folder / f"{key}-{fmt}{ending}"
                    ended = self.sign_demo(DONE, document, "-o", output, "--json", key=key, fmt=fmt).json
                    self.assertTrue(ended["token"]["demonstration"])
                    content = ["--content", document] if fmt == "cms-detached" else []
                    signature = self.verdict(output, *content)
                    self.assertEqual(signature["integrity"], "ok")
                    self.assertIn("chain.test_key", {reason["code"] for reason in signature["reasons"]})

    def test_the_verdict_stays_with_any_anchors(self):
        self.sign_demo(DONE, self.document)
        signature = self.verdict("letter.cms", *self.trusting())
        self.assertIn("chain.test_key", {reason["code"] for reason in signature["reasons"]})
        told = self.expect(NOT_ESTABLISHED, "verify", "letter.cms", "--lang", "ru").text
        self.assertIn("тестовым ключом", told)

    def test_a_changed_document_is_invalid_all_the_same(self):
        self.sign_demo(DONE, self.document)
        path = self.folder / "letter.cms"
        path.write_bytes(path.read_bytes().replace(b": 42", b": 43"))
        self.expect(INVALID, "verify", path)

    def test_openssl_accepts_the_rsa_and_the_p256_signatures(self):
        for key in ("rsa2048", "p256"):
            self.sign_demo(DONE, self.document, "--force", key=key)
            self.assertEqual(self.openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", "letter.cms", "-noverify"), CONTENT)

    def test_openssl_refuses_the_certificate_for_its_mark(self):
        self.sign_demo(DONE, self.document, key="rsa2048")
        certificate = self.openssl("pkcs7", "-inform", "DER", "-in", "letter.cms", "-print_certs")
        self.write("person.pem", certificate)
        told = self.openssl("x509", "-in", "person.pem", "-noout", "-text").decode()
        self.assertRegex(told, r"2\.25\.173312367608430778787081258835118678265: critical")

    def test_raw(self):
        self.sign_demo(DONE, self.document, "--encoding", "base64", key="rsa2048", fmt="raw")
        self.assertEqual(len(base64.b64decode((self.folder / "letter.sig").read_bytes())), 256)

    def test_which_key_must_be_said_when_several_fit(self):
        error = self.sign_demo(USAGE, self.document, "--json", key=None).json["error"]
        self.assertEqual((error["detail"], error["subject"]), ("key_id_needed", ", ".join(KEYS)))
        self.assertEqual(self.sign_demo(REFUSED, self.document, "--json", key="other").json["error"]["code"], "key.id_not_found")

    def test_a_wrong_pin_signs_nothing(self):
        before = self.names()
        error = self.sign_demo(REFUSED, self.document, "--json", pin="0000").json["error"]
        self.assertEqual((error["code"], error["subject"]), ("pin.wrong", "2"))
        self.assertFalse({name for name in self.names() - before if not name.startswith("password")})

    def test_one_pin_for_many_documents(self):
        documents = [self.write(f"{number}.txt", CONTENT + bytes([number])) for number in range(20)]
        self.sign_demo(DONE, documents[0], *documents[1:])
        for document in documents:
            self.verdict(f"{document}.cms")

    def test_it_is_said_to_be_a_demonstration(self):
        for language, word in {"kk": "Көрсету:", "ru": "Демонстрация:", "en": "Demonstration:"}.items():
            self.assertIn(word, self.sign_demo(DONE, self.document, "--force", "--lang", language).errors)

    def test_it_joins_a_signature_of_a_key_file(self):
        self.sign(self.document)
        self.expect(DONE, "sign", "--token", "demo", "--password-file", self.password_file(PIN), "--key-id", "p256", "--add-to",
                    "letter.cms")
        report = self.expect(NOT_ESTABLISHED, "verify", "letter-cosigned.cms", *self.trusting(), "--json").json
        self.assertEqual([signature["integrity"] for signature in report["signatures"]], ["ok", "ok"])

    def test_a_login_needs_its_origin_here_too(self):
        login = self.write("login.xml", b"<login><timeTicket>1</timeTicket></login>")
        ended = self.sign_demo(REFUSED, login, "--json", fmt="xml")
        self.assertEqual(ended.json["files"][0]["error"]["code"], "signing.login_needs_origin")

    def test_key_and_token_exclude_each_other(self):
        error = self.expect_error(USAGE, "usage", "sign", "--key", PKI / "person.p12", "--token", "demo", "--format", "cms", "a")
        self.assertEqual(error["detail"], "key_and_token")

    def test_the_pin_stands_in_no_output(self):
        for code, pin in ((DONE, PIN), (REFUSED, "97531")):
            ended = self.sign_demo(code, self.document, "--force", pin=pin)
            # The digits of the demonstration's PIN also stand in hashes; as a word they would be the PIN.
            self.assertIsNone(re.search(rf"\b{pin}\b", ended.text + ended.errors), str(ended))


if __name__ == "__main__":
    main()
