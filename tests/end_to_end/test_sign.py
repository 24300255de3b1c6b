"""Signing with keys that the test PKI made: every format, every way in and out, and what is refused."""

import base64
import hashlib
import json
import os
import shutil
import stat
import subprocess

from support import (CANCELLED, CLI, DONE, PASSWORD, PKI, REFUSED, UNREADABLE, VALID, CliTest, environment, fingerprint,
                     main)

CONTENT = "Шарт № 1\nЕкі тарап келісті.\n".encode()
XML = '<?xml version="1.0" encoding="UTF-8"?><letter><text>Сәлем</text></letter>'.encode()
LOGIN = "<login><timeTicket>1750420800000</timeTicket><sessionid>3f2504e04f8911d39a0c0305e82c3301</sessionid></login>"
SUFFIX = {"cms": ".cms", "cms-detached": ".p7s", "raw": ".sig"}


class Sign(CliTest):
    def assert_valid(self, path, *options):
        ended = self.expect(VALID, "verify", path, *self.trusting(), *options, "--json")
        self.assertEqual(ended.json["verdict"], "valid", str(ended))
        return ended.json

    # Formats

    def test_an_attached_cms_holds_its_document(self):
        document = self.write("шарт.txt", CONTENT)
        ended = self.sign(document)
        self.assertIn("Signed", ended.text)
        report = self.assert_valid(self.folder / "шарт.txt.cms")
        self.assertEqual(report["signatures"][0]["format"], "cms")
        self.assertEqual(report["signatures"][0]["signer"]["iin"], "991231500016")
        self.assertIn(CONTENT, (self.folder / "шарт.txt.cms").read_bytes())

    def test_a_detached_cms_lies_beside_its_document(self):
        document = self.write("шарт.txt", CONTENT)
        self.sign(document, fmt="cms-detached")
        signed = self.folder / "шарт.txt.p7s"
        self.assertNotIn(CONTENT, signed.read_bytes())
        self.assert_valid(signed)
        self.assert_valid(signed, "--content", document)

    def test_an_xml_signature_lies_in_the_document(self):
        document = self.write("хат.xml", XML)
        self.sign(document, fmt="xml")
        signed = self.folder / "хат.signed.xml"
        self.assertIn("Сәлем".encode(), signed.read_bytes())
        self.assertEqual(self.assert_valid(signed)["signatures"][0]["format"], "xml")

    def test_xml_signatures_follow_each_other(self):
        document = self.write("a.xml", XML)
        self.sign(document, fmt="xml")
        self.sign(self.folder / "a.signed.xml", "-o", self.folder / "b.xml", fmt="xml", key="head.p12")
        report = self.assert_valid(self.folder / "b.xml")
        self.assertEqual(len(report["signatures"]), 2)
        self.assertEqual([one["verdict"] for one in report["signatures"] if "verdict" in one] or ["valid"] * 2,
                         ["valid"] * 2)

    def test_a_raw_value_is_a_bare_signature(self):
        document = self.write("a.bin", os.urandom(1000))
        self.sign(document, fmt="raw")
        self.assertEqual(len((self.folder / "a.bin.sig").read_bytes()), 128)
        self.sign(document, "--encoding", "base64", "-o", self.folder / "b64", fmt="raw", key="rsa_signing.p12")
        value = base64.b64decode((self.folder / "b64").read_bytes(), validate=False)
        certificate = self.folder / "c.pem"
        p12 = self.openssl("pkcs12", "-legacy", "-in", PKI / "rsa_signing.p12", "-nokeys", "-passin", f"pass:{PASSWORD}")
        certificate.write_bytes(p12)
        key = self.write("k.pem", self.openssl("x509", "-in", certificate, "-noout", "-pubkey"))
        self.openssl("dgst", "-sha256", "-verify", key, "-signature", self.write("v", value), document)

    def test_encodings_of_a_cms(self):
        document = self.write("a.txt", CONTENT * 5000)
        ders = []
        for encoding in ("der", "pem", "base64"):
            out = self.folder / encoding
            self.sign(document, "--encoding", encoding, "-o", out)
            self.assert_valid(out)
            ders.append(out.read_bytes())
        self.assertEqual(ders[0][:1], b"\x30")
        lines = ders[1].decode("ascii").splitlines()
        self.assertEqual((lines[0], lines[-1]), ("-----BEGIN CMS-----", "-----END CMS-----"))
        self.assertTrue(all(len(line) == 64 for line in lines[1:-2]) and 0 < len(lines[-2]) <= 64)
        self.assertTrue(base64.b64decode("".join(lines[1:-1]), validate=True).startswith(b"\x30"))
        self.assertEqual(ders[2].count(b"\n"), 1)
        self.assertTrue(base64.b64decode(ders[2].strip(), validate=True).startswith(b"\x30"))

    # Ways in and out

    def test_the_original_is_never_touched(self):
        for fmt in ("cms", "cms-detached", "xml", "raw"):
            document = self.write(f"{fmt}.xml", XML)
            os.utime(document, ns=(10**18, 10**18))
            before = (fingerprint(document), document.stat().st_mtime_ns, document.stat().st_ino)
            self.sign(document, fmt=fmt)
            self.assertEqual((fingerprint(document), document.stat().st_mtime_ns, document.stat().st_ino), before)

    def test_names_of_every_kind(self):
        names = ["екі сөз.txt", "дәйексөз 'бір' \"екі\".txt", "-rf.txt", "--help", "a\nb.txt", "ә" * 100, "$(x) `y` ;z", "*.txt",
                 ".hidden", "sign", "key"]
        for name in names:
            self.write(name, CONTENT)
        self.expect(DONE, *self.sign_arguments(), "--format", "cms", "--", *names)
        for name in names:
            self.assertTrue((self.folder / (name + ".cms")).exists(), name)
        self.assertEqual(self.expect(VALID, "verify", "--json", *self.trusting(), "--", *[n + ".cms" for n in names])
                         .json["verdict"], "valid")

    def test_one_password_signs_many(self):
        names = [f"{number}.txt" for number in range(20)]
        for name in names:
            self.write(name, CONTENT + name.encode())
        ended = self.expect(DONE, "sign", "--key", PKI / "person.p12", "--password-file", "-", "--format", "cms-detached",
                            *names, "--json", stdin=PASSWORD.encode() + b"\n")
        self.assertEqual([file["output"] for file in ended.json["files"]], [name + ".p7s" for name in names])
        self.assertEqual(ended.json["signer"]["iin"], "991231500016")
        self.assert_valid_all([name + ".p7s" for name in names])

    def assert_valid_all(self, names):
        self.assertEqual(self.expect(VALID, "verify", *names, *self.trusting(), "--json").json["verdict"], "valid")

    def test_the_password_ends_with_its_line(self):
        document = self.write("a.txt", CONTENT)
        for number, line in enumerate((b"Qwerty12", b"Qwerty12\n", b"Qwerty12\r\n", b"Qwerty12\nmore\n")):
            self.expect(DONE, "sign", "--key", PKI / "person.p12", "--password-file", "-", "--format", "cms", document,
                        "-o", self.folder / f"{number}.cms", stdin=line)

    def test_out_dir(self):
        (self.folder / "out").mkdir()
        for name in ("one.txt", "sub/two.txt"):
            self.write(name, CONTENT)
        self.expect(DONE, *self.sign_arguments(), "--format", "cms", "one.txt", "sub/two.txt", "--out-dir", "out")
        self.assertTrue({"out/one.txt.cms", "out/two.txt.cms"} <= self.names())

    def test_standard_input_and_output(self):
        ended = self.expect(DONE, *self.sign_arguments(), "--format", "cms", "-", stdin=CONTENT * 20)
        self.assertTrue(ended.out.startswith(b"\x30"))
        self.assertIn("Signed", ended.errors)
        piped = self.expect(VALID, "verify", "-", *self.trusting(), "--json", stdin=ended.out)
        self.assertEqual(piped.json["verdict"], "valid")
        document = self.write("a.txt", CONTENT)
        self.assertTrue(self.sign(document, "-o", "-", "--encoding", "pem").out.startswith(b"-----BEGIN CMS-----\n"))

    def test_a_large_document_is_streamed(self):
        document = self.folder / "large"
        with document.open("wb") as file:
            file.truncate(20 * 1024 * 1024)
            file.write(b"end")
        self.sign(document, key="rsa_signing.p12")
        self.assert_valid(self.folder / "large.cms")
        self.sign(document, key="rsa_signing.p12", fmt="cms-detached")
        self.assert_valid(self.folder / "large.p7s")

    # Adding a signer

    def test_a_signer_is_added_to_an_attached_cms(self):
        document = self.write("a.txt", CONTENT)
        self.sign(document)
        before = fingerprint(self.folder / "a.txt.cms")
        ended = self.expect(DONE, *self.sign_arguments("head.p12"), "--add-to", "a.txt.cms")
        self.assertIn("Already signed by: СЫНАҚОВ СЫНАҚ", ended.errors)
        self.assertEqual(fingerprint(self.folder / "a.txt.cms"), before)
        report = self.assert_valid(self.folder / "a.txt-cosigned.cms")
        self.assertEqual(len(report["signatures"]), 2)

    def test_a_signer_is_added_to_a_detached_cms(self):
        document = self.write("a.txt", CONTENT)
        self.sign(document, fmt="cms-detached")
        self.expect_error(REFUSED, "cms.content_missing", *self.sign_arguments("head.p12"), "--add-to", "a.txt.p7s")
        other = self.write("other.txt", b"another document")
        self.expect_error(REFUSED, "cms.content_other", *self.sign_arguments("head.p12"), "--add-to", "a.txt.p7s", other)
        self.expect(DONE, *self.sign_arguments("head.p12"), "--add-to", "a.txt.p7s", document)
        report = self.assert_valid(self.folder / "a.txt-cosigned.p7s", "--content", document)
        self.assertEqual(len(report["signatures"]), 2)

    def test_the_signed_file_is_replaced_only_by_force(self):
        document = self.write("a.txt", CONTENT)
        self.sign(document)
        signed = self.folder / "a.txt.cms"
        add = [*self.sign_arguments("head.p12"), "--add-to", signed, "-o", signed]
        self.expect_error(REFUSED, "file.exists", *add)
        self.expect(DONE, *add, "--force")
        self.assertEqual(len(self.assert_valid(signed)["signatures"]), 2)

    # Refusals

    def test_an_existing_output_is_refused_and_unchanged(self):
        document = self.write("a.txt", CONTENT)
        existing = self.write("a.txt.cms", b"precious")
        error = self.expect_error(REFUSED, "file.exists", *self.sign_arguments(), "--format", "cms", document)
        self.assertEqual(error["subject"], str(existing))
        self.assertEqual(existing.read_bytes(), b"precious")
        self.sign(document, "--force")
        self.assert_valid(existing)

    def test_force_replaces_neither_the_document_nor_the_key(self):
        document, key = self.write("a.xml", XML), self.key()
        (self.folder / "link").symlink_to(document)
        before = fingerprint(document), fingerprint(key)
        for output in (document, key, self.folder / "link", self.folder / "." / "a.xml"):
            ended = self.expect(64, "sign", "--key", key, "--password-file", self.password_file(), "--format", "xml", document,
                                "-o", output, "--force", "--json")
            self.assertEqual(ended.json["error"]["detail"], "output_is_input")
        self.assertEqual((fingerprint(document), fingerprint(key)), before)

    def test_two_documents_of_one_name_do_not_share_a_signature(self):
        (self.folder / "out").mkdir()
        self.write("a/x.txt", b"one")
        self.write("b/x.txt", b"two")
        ended = self.expect(REFUSED, *self.sign_arguments(), "--format", "cms", "a/x.txt", "b/x.txt", "--out-dir", "out", "--force",
                            "--json")
        self.assertEqual(ended.json["files"][1]["error"]["code"], "file.exists")
        self.assertIn(b"one", (self.folder / "out" / "x.txt.cms").read_bytes())

    def test_a_closed_standard_output_does_not_write_into_the_signature(self):
        document = self.write("a.txt", CONTENT)
        process = subprocess.run([CLI, *map(str, self.sign_arguments()), "--format", "cms", str(document)], env=environment(),
                                 check=False, timeout=60, preexec_fn=lambda: [os.close(number) for number in (0, 1, 2)])
        self.assertEqual(process.returncode, DONE)
        self.assert_valid(self.folder / "a.txt.cms")

    def test_the_environment_loads_no_code(self):
        config = self.write("openssl.cnf", "openssl_conf = a\n[a]\nproviders = b\n[b]\nevil = c\n[c]\n"
                                           "module = /nonexistent/evil.so\nactivate = 1\n")
        document = self.write("a.txt", CONTENT)
        self.expect(DONE, *self.sign_arguments(), "--format", "cms", document, env=environment(
            OPENSSL_CONF=str(config), OPENSSL_MODULES="/nonexistent", OPENSSL_ENGINES="/nonexistent",
            XML_CATALOG_FILES="file:///nonexistent"))

    def test_one_bad_file_does_not_stop_the_others(self):
        self.write("good1.txt", CONTENT)
        self.write("empty.txt", b"")
        self.write("taken.txt", CONTENT)
        self.write("taken.txt.cms", b"precious")
        self.write("good2.txt", CONTENT)
        ended = self.expect(REFUSED, *self.sign_arguments(), "--format", "cms", "good1.txt", "missing.txt", "empty.txt",
                            "taken.txt", "good2.txt", "--json")
        codes = [file.get("error", {}).get("code", "done") for file in ended.json["files"]]
        self.assertEqual(codes, ["done", "file.not_found", "input.empty", "file.exists", "done"])
        self.assertEqual(ended.json["error"]["code"], "file.not_found")
        self.assert_valid_all(["good1.txt.cms", "good2.txt.cms"])

    def test_what_cannot_be_read_is_refused_before_the_password(self):
        # Without a terminal and without a password file only a refusal before the question can have this code.
        for name in ("missing.txt", "."):
            self.expect(UNREADABLE, "sign", "--key", PKI / "person.p12", "--format", "cms", name, start_new_session=True)

    def test_an_expired_key_is_refused(self):
        document = self.write("a.txt", CONTENT)
        arguments = [*self.sign_arguments("expired.p12"), "--format", "cms", document]
        self.expect_error(REFUSED, "certificate.expired", *arguments)
        self.assertNotIn("a.txt.cms", self.names())
        self.expect(DONE, *arguments, "--allow-expired")

    def test_a_login_key_signs_no_documents(self):
        document = self.write("a.txt", CONTENT)
        self.expect_error(REFUSED, "certificate.wrong_purpose", *self.sign_arguments("rsa_login.p12"), "--format", "cms",
                          document)

    def test_a_login_challenge_is_refused_without_its_origin(self):
        challenge = self.write("challenge.xml", LOGIN)
        for fmt in ("xml", "cms", "cms-detached", "raw"):
            with self.subTest(fmt=fmt):
                arguments = [*self.sign_arguments(), "--format", fmt, challenge]
                self.expect_error(REFUSED, "signing.login_needs_origin", *arguments)
                kazakh = self.expect(REFUSED, *arguments, "--lang", "kk").errors
                self.assertIn("Бұл – құжат емес, порталдағы есептік жазбаңыздың кілті", kazakh)
                self.expect_error(REFUSED, "signing.login_for_other_origin", *arguments, "--login-for",
                                  "https://evil.example")
        self.assertEqual({name for name in self.names() if name.startswith("challenge")}, {"challenge.xml"})

    def test_a_login_challenge_behind_padding_in_a_cms_gets_no_second_signer(self):
        challenge = self.write("challenge.xml", "<!--" + 100_000 * " " + "-->" + LOGIN)
        self.expect(DONE, *self.sign_arguments(), "--format", "cms", challenge, "--login-for", "https://idp.egov.kz")
        self.expect_error(REFUSED, "signing.login_needs_origin", *self.sign_arguments("head.p12"), "--add-to",
                          "challenge.xml.cms")
        inside = self.write("inside.cms", (self.folder / "challenge.xml.cms").read_bytes())
        self.expect_error(REFUSED, "signing.login_needs_origin", *self.sign_arguments(), "--format", "cms", inside)

    def padded_logins(self, size):
        """The challenge with so many bytes before, within and behind it, and in other writing."""
        comment = "<!--" + size * " " + "-->"
        within = LOGIN.replace("<login>", "<login>" + comment)
        return {"before": comment + LOGIN, "within": within, "behind": LOGIN + comment,
                "blanks": size * " " + LOGIN, "utf16": within.encode("utf-16"),
                "base64": base64.b64encode(within.encode())}

    def test_a_login_challenge_in_padding_of_any_size_is_refused(self):
        for size in (5_000_000, 50_000_000):
            for place, content in self.padded_logins(size).items():
                challenge = self.write(f"{place}-{size}.xml", content)
                for fmt in ("cms", "cms-detached") if size < 10_000_000 else ("cms-detached",):
                    with self.subTest(place=place, size=size, fmt=fmt):
                        ended = self.expect(REFUSED, *self.sign_arguments("rsa_signing.p12"), "--format", fmt, challenge,
                                            "--json", timeout=120)
                        self.assertEqual(ended.json["error"]["code"], "signing.login_needs_origin")
                challenge.unlink()
        for fmt, size in (("xml", 5_000_000), ("raw", 5_000_000)):
            with self.subTest(fmt=fmt):
                challenge = self.write(f"{fmt}.xml", self.padded_logins(size)["within"])
                ended = self.expect(REFUSED, *self.sign_arguments("rsa_signing.p12"), "--format", fmt, challenge, "--json")
                self.assertEqual(ended.json["error"]["code"], "signing.login_needs_origin")
        # One comment beyond the 4 MiB that are held of anything counts as not read: then it is for nobody.
        challenge = self.write("unread.xml", self.padded_logins(5_000_000)["within"])
        ended = self.expect(REFUSED, *self.sign_arguments(), "--format", "cms", challenge, "--login-for", "https://idp.egov.kz",
                            "--json")
        self.assertEqual(ended.json["error"]["code"], "signing.login_for_other_origin")
        # What it is counts, not how large it is: its own portal may have it.
        comments = 5 * ("<!--" + 1_000_000 * " " + "-->")
        challenge = self.write("own.xml", LOGIN.replace("<login>", "<login>" + comments))
        self.expect(DONE, *self.sign_arguments(), "--format", "cms", challenge, "--login-for", "https://idp.egov.kz")
        ended = self.expect(REFUSED, *self.sign_arguments("head.p12"), "--add-to", "own.xml.cms", "--json")
        self.assertEqual(ended.json["error"]["code"], "signing.login_needs_origin")
        inside = self.write("inside.bin", (self.folder / "own.xml.cms").read_bytes())
        ended = self.expect(REFUSED, *self.sign_arguments(), "--format", "cms", inside, "--json")
        self.assertEqual(ended.json["error"]["code"], "signing.login_needs_origin")

    def test_large_documents_are_signed(self):
        noise = bytes((index * 131 + index // 251) % 256 for index in range(1_000_000)) * 20
        for name, start in (("a.pdf", b"%PDF-1.7\n"), ("a.zip", b"PK\x03\x04"), ("a.txt", b"Text ")):
            document = self.write(name, start + noise)
            self.expect(DONE, *self.sign_arguments("rsa_signing.p12"), "--format", "cms-detached", document)
        rows = b"<root>" + 80_000 * b"<row><key>1</key><login><user>2</user></login><url>3</url></row>" + b"</root>"
        self.expect(DONE, *self.sign_arguments("rsa_signing.p12"), "--format", "cms", self.write("rows.xml", rows))

    def test_a_login_challenge_is_signed_for_its_origin(self):
        challenge = self.write("challenge.xml", LOGIN)
        ended = self.expect(DONE, *self.sign_arguments(), "--format", "xml", challenge, "--login-for", "https://IDP.egov.kz",
                            "--json")
        self.assertEqual(ended.json["files"][0]["class"], "login")
        self.assertIn("https://idp.egov.kz", ended.errors)
        self.expect_error(REFUSED, "certificate.wrong_purpose", *self.sign_arguments("rsa_signing.p12"), "--format", "xml",
                          challenge, "--login-for", "https://idp.egov.kz", "--force")

    def journal(self):
        return [json.loads(line) for line in (self.data / "tanba/journal.jsonl").read_text().splitlines() if line]

    def test_a_login_is_entered_in_the_journal_with_its_origin_unasked(self):
        challenge = self.write("challenge.xml", LOGIN)
        self.expect(DONE, *self.sign_arguments(), "--format", "xml", challenge, "--login-for", "https://IDP.egov.kz")
        entry, = self.journal()
        self.assertEqual(entry["purpose"], "https://idp.egov.kz")
        self.assertEqual(entry["document"], "challenge.xml")
        self.assertIn("СЫНАҚОВ", entry["owner"])
        self.assertEqual(entry["documentSha256"], "")
        text = (self.data / "tanba/journal.jsonl").read_text()
        self.assertNotIn("991231500016", text)
        self.assertNotIn("timeTicket", text)
        self.assertEqual(stat.S_IMODE((self.data / "tanba/journal.jsonl").stat().st_mode), 0o600)
        # Documents are entered only when it is asked for.
        self.expect(DONE, *self.sign_arguments(), "--format", "cms", self.write("a.txt", CONTENT))
        self.assertEqual(len(self.journal()), 1)

    def test_a_login_that_is_refused_is_not_entered(self):
        challenge = self.write("challenge.xml", LOGIN)
        self.expect(REFUSED, *self.sign_arguments(), "--format", "xml", challenge, "--login-for", "https://evil.example")
        self.assertFalse((self.data / "tanba/journal.jsonl").exists() and self.journal())

    def test_a_login_is_not_signed_where_no_journal_can_be_kept(self):
        challenge = self.write("challenge.xml", LOGIN)
        (self.data / "tanba").write_bytes(b"in the way")
        ended = self.run_cli(*self.sign_arguments(), "--format", "xml", challenge, "--login-for", "https://idp.egov.kz")
        self.assertNotEqual(ended.code, DONE)
        self.assertFalse((self.folder / "challenge.xml.xml").exists())
        self.assertEqual({name for name in self.names() if name.startswith("challenge")}, {"challenge.xml"})

    def test_a_document_is_not_signed_as_a_login(self):
        document = self.write("a.xml", XML)
        arguments = [*self.sign_arguments(), "--format", "xml", document, "--login-for"]
        self.expect_error(REFUSED, "signing.login_expected", *arguments, "https://idp.egov.kz")
        self.expect_error(REFUSED, "signing.origin_malformed", *arguments, "idp egov")

    def test_a_short_nonce_from_standard_input_is_a_login(self):
        nonce = b"5f1c8a7e3d9b"
        ended = self.expect(REFUSED, *self.sign_arguments(), "--format", "cms", "-", stdin=nonce)
        self.assertIn("signing.login_needs_origin", ended.errors)

    def test_raw_data_that_is_a_structure_is_refused(self):
        certificate = self.folder / "authority.der"
        shutil.copyfile(PKI / "authority.cer", certificate)
        der = certificate.read_bytes()
        header = 4 if der[1] == 0x82 else 3
        length = int.from_bytes(der[header + 2:header + 4], "big") + 4
        to_be_signed = self.write("tbs", der[header:header + length])
        self.expect_error(REFUSED, "signing.raw_is_structure", *self.sign_arguments(), "--format", "raw", to_be_signed)
        signed_info = self.write("info.xml", '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><a/></SignedInfo>')
        self.expect_error(REFUSED, "signing.raw_is_structure", *self.sign_arguments(), "--format", "raw", signed_info)

    def test_a_digest_of_unseen_content_is_refused(self):
        ready = self.write("a.digest", hashlib.sha256(CONTENT).hexdigest() + "\n")
        arguments = [*self.sign_arguments("rsa_signing.p12"), "--digest", "sha256", ready]
        self.expect_error(REFUSED, "signing.raw_with_digest", *arguments, "--format", "raw")
        self.expect_error(REFUSED, "signing.hash_needs_origin", *arguments, "--format", "cms-detached")
        self.expect_error(REFUSED, "signing.hash_needs_origin", *arguments, "--format", "cms-detached",
                          "--login-for", "https://idp.egov.kz")
        self.assertEqual([], list(self.folder.glob("*.p7s")))

    def test_an_unknown_key_id_is_refused(self):
        document = self.write("a.txt", CONTENT)
        self.expect_error(REFUSED, "key.id_not_found", *self.sign_arguments(), "--key-id", "00ff", "--format", "cms", document)
        listed = self.expect(DONE, "key", "info", PKI / "person.p12", "--password-file", self.password_file(), "--json").json
        self.sign(document, "--key-id", listed["keys"][0]["certificate"]["serial"])

    def test_a_folder_that_does_not_exist_is_refused(self):
        document = self.write("a.txt", CONTENT)
        ended = self.run_cli(*self.sign_arguments(), "--format", "cms", document, "-o", "no/such/folder/a.cms", "--json")
        self.assertEqual(ended.code, REFUSED, str(ended))
        self.assertEqual(ended.json["error"]["subject"], "no/such/folder/a.cms")

    def test_the_private_key_is_nowhere_in_the_output(self):
        document = self.write("a.txt", CONTENT)
        self.sign(document, "--encoding", "pem")
        self.assertNotIn(b"PRIVATE", (self.folder / "a.txt.cms").read_bytes())

    # Cancelling

    def test_ctrl_c_leaves_nothing_half_written(self):
        document = self.folder / "large"
        with document.open("wb") as file:
            file.truncate(3 * 1024**3)
        process = subprocess.Popen([CLI, "--json", *map(str, self.sign_arguments()), "--format", "cms-detached", "large"],
                                   cwd=self.folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # "Signing as" is told when the key is open and the long work begins.
        self.assertIn(b"Signing as", process.stderr.readline())
        process.send_signal(2)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, CANCELLED)
        self.assertIn(b'"cancelled"', out)
        self.assertEqual({name for name in self.names() if name.startswith(("large", "."))}, {"large"})


if __name__ == "__main__":
    main()
