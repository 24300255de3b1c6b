"""The authority's published test material, which lies beside the clone: every key opens, signs and is judged, every
signed sample gets its answer."""

import shutil

from support import (DONE, FIXTURES, INVALID, NOT_ESTABLISHED, REFUSED, UNREADABLE, CliTest, loud_skip, main)

PASSWORDS = {"p12/misc/ncanode_individual_valid_2015.p12": "Aa123456"}
GOOD_TIME = {"sdk2026": "2026-06-20T12:00:00Z", "sdk2020": "2020-06-01T12:00:00Z", "misc": "2022-09-15T12:00:00Z"}
CONTENT = "Сынақ құжаты\n".encode()


class OfficialSamples(CliTest):
    def setUp(self):
        super().setUp()
        if not FIXTURES.is_dir():
            loud_skip(self, "the authority's test material is not beside this clone")
        self.trust = self.folder / "trust"
        self.trust.mkdir()
        for path in (FIXTURES / "ca").glob("test_*.der"):
            shutil.copyfile(path, self.trust / path.name)
        self.document = self.write("құжат.txt", CONTENT)

    def key_files(self):
        files = sorted((FIXTURES / "p12").rglob("*.p12"))
        self.assertGreater(len(files), 20)
        return files

    def password_for(self, path):
        return self.password_file(PASSWORDS.get(str(path.relative_to(FIXTURES)), "Qwerty12"))

    def test_every_key_file_says_whose_it_is(self):
        for path in self.key_files():
            with self.subTest(path=path.name):
                ended = self.expect(DONE, "key", "info", path, "--password-file", self.password_for(path), "--json")
                (key,) = ended.json["keys"]
                self.assertIn("ТЕС", key["owner"]["name"].upper() + key["owner"]["organisation"].upper())
                # Certificates say so since the authority's profile of 2022.
                self.assertEqual(key["storage"], "file" if "sdk2026" in str(path) else key["storage"])
                expected = "login" if "AUTH_" in path.name or "auth" in path.name else (
                    "both" if key["certificate"]["algorithm"].startswith("gost2015") else "signing")
                self.assertEqual(key["purpose"], expected)

    def test_the_authoritys_own_test_holders_fail_the_check_digit_and_are_only_remarked_on(self):
        path = FIXTURES / "p12/sdk2026/individual_valid.p12"
        ended = self.expect(DONE, "key", "info", path, "--password-file", self.password_for(path))
        self.assertIn("the check digit does not fit, IIN: 123456789011", ended.text)

    def test_every_key_file_is_refused_with_another_password(self):
        for path in self.key_files():
            ended = self.expect(REFUSED, "key", "info", path, "--password-file", self.password_file("Qwerty13"), "--json")
            self.assertEqual(ended.json["error"]["code"], "pkcs12.wrong_password", path)

    def test_every_key_of_today_signs_in_every_format_and_is_judged_by_the_list(self):
        crl = self.folder / "crl"
        crl.mkdir()
        shutil.copyfile(FIXTURES / "crl/nca_gost2022_test_2026.crl", crl / "a.crl")
        xml = self.write("a.xml", "<a>ә</a>")
        revoked_since = {"legal_employee_valid.p12", "legal_treasury_client_valid.p12"}
        for path in sorted((FIXTURES / "p12/sdk2026").glob("*.p12")):
            arguments = ["sign", "--key", path, "--password-file", self.password_for(path), "--force"]
            for fmt, source, output in (("cms", self.document, "a.cms"), ("cms-detached", self.document, "a.p7s"),
                                        ("xml", xml, "a.signed.xml")):
                with self.subTest(path=path.name, fmt=fmt):
                    self.expect(DONE, *arguments, "--format", fmt, source, "-o", output)
                    judged = self.run_cli("verify", output, "--trust", self.trust, "--crl", crl, "--at",
                                          "2026-09-01T12:00:00Z", "--json", *(["--content", source] if fmt == "cms-detached" else []))
                    signature = judged.json["signatures"][0]
                    self.assertEqual(signature["integrity"], "ok", str(judged))
                    revoked = "revoked" in path.name or path.name in revoked_since
                    self.assertEqual(signature["revocation"], "revoked" if revoked else "good", str(judged))
                    # Everybody has these keys: also under an anchor that the user names they are nobody's signature.
                    self.assertEqual(judged.code, INVALID if revoked else NOT_ESTABLISHED, str(judged))
                    self.assertEqual(signature["chain"], "ok", str(judged))
                    self.assertIn("chain.test_key", {reason["code"] for reason in signature["reasons"]})

    def test_a_test_key_is_never_a_persons_signature(self):
        path = FIXTURES / "p12/sdk2026/individual_valid.p12"
        self.expect(DONE, "sign", "--key", path, "--password-file", self.password_for(path), "--format", "cms", self.document)
        ended = self.expect(NOT_ESTABLISHED, "verify", "құжат.txt.cms", "--json")
        self.assertIn("chain.test_key", {reason["code"] for reason in ended.json["signatures"][0]["reasons"]})
        told = self.expect(NOT_ESTABLISHED, "verify", "құжат.txt.cms", "--lang", "kk").text
        self.assertIn("Бұл – сынақ кілтімен қойылған қолтаңба, адамның қолтаңбасы емес.", told)

    def test_the_password_of_every_kind_of_key_can_be_changed_there_and_back(self):
        for name in ("sdk2026/legal_head_valid.p12", "sdk2020/personal.active.RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.p12",
                     "sdk2020/organization.active.GOSTKNCA_13a3741b52d7bf860aab199b56fad1f4652e357b.p12"):
            key = self.folder / "key.p12"
            shutil.copyfile(FIXTURES / "p12" / name, key)
            before = self.expect(DONE, "key", "info", key, "--password-file", self.password_file(), "--json").json
            for old, new in (("Qwerty12", "Another56"), ("Another56", "Qwerty12")):
                self.expect(DONE, "key", "passwd", key, "--keep-iterations", "--password-file", self.password_file(old, new))
            self.assertEqual(self.expect(DONE, "key", "info", key, "--password-file", self.password_file(), "--json").json, before)
            self.openssl("pkcs12", "-legacy", "-in", key, "-nokeys", "-passin", "pass:Qwerty12")

    def test_every_signed_sample_is_whole(self):
        samples = sorted((FIXTURES / "cms").glob("*.cms")) + sorted((FIXTURES / "cms").glob("*.der"))
        samples += sorted((FIXTURES / "xml").glob("*.xml")) + sorted((FIXTURES / "kalkan_oracle").glob("*.xml"))
        self.assertGreater(len(samples), 12)
        original = self.write("original", b"test123")
        for path in samples:
            with self.subTest(path=path.name):
                content = ["--content", original] if "detached" in path.name else []
                ended = self.run_cli("verify", path, *content, "--trust", self.trust, "--json")
                self.assertIn(ended.code, (NOT_ESTABLISHED, INVALID), str(ended))
                for signature in ended.json["signatures"]:
                    self.assertEqual(signature["integrity"], "ok", str(ended))

    def test_a_fragment_is_refused(self):
        self.expect(UNREADABLE, "verify", FIXTURES / "cms/ncalayer2024_tail.b64")

    def test_the_list_of_the_authority_with_its_fault_is_read(self):
        crl = self.folder / "crl"
        shutil.copytree(FIXTURES / "crl", crl)
        path = FIXTURES / "p12/sdk2026/individual_revoked.p12"
        self.expect(DONE, "sign", "--key", path, "--password-file", self.password_for(path), "--format", "cms", self.document)
        ended = self.expect(INVALID, "verify", "құжат.txt.cms", "--trust", self.trust, "--crl", crl, "--at",
                            "2026-09-01T00:00:00Z")
        self.assertIn("its certificate was revoked", ended.text)
        self.assertIn("8 May 2026, 14:57 (UTC), suspended", ended.text)


if __name__ == "__main__":
    main()
