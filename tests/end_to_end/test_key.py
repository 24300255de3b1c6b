"""`key info`, `key passwd` and `key find`."""

from support import DONE, PASSWORD, PKI, REFUSED, UNREADABLE, USAGE, CliTest, environment, fingerprint, main

NEW = "Жаңа-Qwerty34"
NEW_LATIN = "Another56"


class KeyInfo(CliTest):
    def info(self, path, *options, code=DONE, password=PASSWORD, **more):
        return self.expect(code, "key", "info", path, "--password-file", self.password_file(password), *options, **more)

    def test_json(self):
        key = self.info(PKI / "head.p12", "--json").json["keys"][0]
        self.assertEqual(key["purpose"], "both")
        self.assertEqual(key["certificate"]["algorithm"], "gost2015-512")
        self.assertIn("1.2.398.3.3.4.1.2.1", key["owner"]["roles"])
        self.assertGreater(key["daysLeft"], 300)
        self.assertTrue(key["owner"]["bin"] and key["owner"]["organisation"])

    def test_words(self):
        expected = {
            "kk": ("Иесі:", "СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ", "ЖСН:", "құжатқа қол қою және порталға кіру", "қалған күн саны"),
            "ru": ("Владелец:", "СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ", "ИИН:", "подписание документов и вход на портал", "осталось дней"),
            "en": ("Holder:", "СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ", "IIN:", "signing documents and signing in to portals", "days left"),
        }
        for language, words in expected.items():
            told = self.info(PKI / "person.p12", "--lang", language).text
            for word in words:
                self.assertIn(word, told)

    def test_roles_are_in_the_persons_language(self):
        self.assertIn("Бірінші басшы", self.info(PKI / "head.p12", "--lang", "kk").text)
        self.assertIn("Первый руководитель", self.info(PKI / "head.p12", "--lang", "ru").text)

    def test_expired(self):
        self.assertIn("expired", self.info(PKI / "expired.p12").text)
        self.assertLess(self.info(PKI / "expired.p12", "--json").json["keys"][0]["daysLeft"], 0)

    def test_purposes_of_the_old_pair(self):
        self.assertEqual(self.info(PKI / "rsa_login.p12", "--json").json["keys"][0]["purpose"], "login")
        self.assertEqual(self.info(PKI / "rsa_signing.p12", "--json").json["keys"][0]["purpose"], "signing")

    def test_a_wrong_password(self):
        arguments = ["key", "info", PKI / "person.p12", "--password-file", self.password_file("wrong")]
        self.expect_error(REFUSED, "pkcs12.wrong_password", *arguments)
        told = self.expect(REFUSED, *arguments, "--lang", "kk").errors
        self.assertTrue(told.startswith("Құпиясөз дұрыс емес.\nБас әріптер мен пернетақта тілін тексеріңіз.\n"))

    def test_no_terminal_and_no_password_file(self):
        ended = self.expect(UNREADABLE, "key", "info", PKI / "person.p12", "--json", start_new_session=True)
        self.assertEqual(ended.json["error"]["code"], "password.unreadable")

    def test_password_files(self):
        key = PKI / "person.p12"
        self.expect_error(UNREADABLE, "password.unreadable", "key", "info", key, "--password-file", "missing")
        self.expect_error(UNREADABLE, "password.unreadable", "key", "info", key, "--password-file", self.folder)
        self.expect_error(UNREADABLE, "password.unreadable", "key", "info", key, "--password-file", self.write("0", b""))
        self.expect_error(UNREADABLE, "password.unreadable", "key", "info", key, "--password-file",
                          self.write("long", b"x" * 2000))
        self.expect(UNREADABLE, "key", "info", key, "--password-file", "/dev/zero")

    def test_a_password_file_that_others_can_read_is_remarked_on(self):
        file = self.password_file()
        arguments = ["key", "info", PKI / "person.p12", "--password-file", file]
        self.assertNotIn("chmod", self.expect(DONE, *arguments).errors)
        file.chmod(0o644)
        self.assertIn("chmod 600", self.expect(DONE, *arguments).errors)

    def test_files_of_openssl(self):
        for name, options in {"modern": [], "legacy": ["-legacy"]}.items():
            path = openssl_key(self, name, *options)
            told = self.info(path, "--json").json["keys"][0]
            self.assertEqual((told["certificate"]["algorithm"], told["friendlyName"]), ("rsa-2048", "own"))


class KeyPasswd(CliTest):
    def passwd(self, code, key, old, new, *options, **more):
        return self.expect(code, "key", "passwd", key, "--password-file", self.password_file(old, new), *options, **more)

    def opens(self, key, password):
        ended = self.run_cli("key", "info", key, "--password-file", self.password_file(password), "--json")
        return ended.code == DONE and ended.json["keys"][0]["certificate"]["serial"]

    def test_the_password_is_changed(self):
        key = self.key()
        key.chmod(0o640)
        serial = self.opens(key, PASSWORD)
        before = self.names()
        ended = self.passwd(DONE, key, PASSWORD, NEW, "--json")
        self.assertEqual(ended.json, {"file": str(key), "changed": True})
        self.assertEqual(self.opens(key, NEW), serial)
        self.assertFalse(self.opens(key, PASSWORD))
        self.assertEqual({name for name in self.names() if not name.startswith("password")},
                         {name for name in before if not name.startswith("password")})
        self.assertEqual(key.stat().st_mode & 0o777, 0o640)

    def test_the_old_count_of_iterations_stays_on_request(self):
        strong, quick = self.key("person.p12"), self.key("head.p12")
        self.passwd(DONE, strong, PASSWORD, NEW_LATIN)
        self.passwd(DONE, quick, PASSWORD, NEW_LATIN, "--keep-iterations")
        self.assertIn(b"\x02\x03\x03\x0d\x40", strong.read_bytes())  # 200,000
        self.assertIn(b"\x02\x02\x04\x00", quick.read_bytes())  # 1,024
        self.assertEqual(self.opens(quick, NEW_LATIN), self.opens(PKI / "head.p12", PASSWORD))

    def test_openssl_opens_the_changed_file(self):
        for name, options in {"modern": [], "legacy": ["-legacy"]}.items():
            key = openssl_key(self, name, *options)
            before = self.openssl("pkcs12", *options, "-in", key, "-nodes", "-passin", f"pass:{PASSWORD}")
            self.passwd(DONE, key, PASSWORD, NEW_LATIN)
            after = self.openssl("pkcs12", *options, "-in", key, "-nodes", "-passin", f"pass:{NEW_LATIN}")
            self.assertEqual(before, after)

    def test_what_is_refused_changes_nothing(self):
        key = self.key()
        before = fingerprint(key)
        cases = [("wrong", NEW, "pkcs12.wrong_password"), (PASSWORD, "short1A"[:5], "password.rule"),
                 (PASSWORD, "nocapital1", "password.rule"), (PASSWORD, "NODIGITSa", "password.rule"),
                 (PASSWORD, "Aa1" + "x" * 30, "password.rule"), (PASSWORD, PASSWORD, "password.same")]
        for old, new, code in cases:
            with self.subTest(code=code, new=new):
                self.expect_error(REFUSED, code, "key", "passwd", key, "--password-file", self.password_file(old, new))
                self.assertEqual(fingerprint(key), before)

    def test_one_line_is_too_few(self):
        self.expect_error(UNREADABLE, "password.unreadable", "key", "passwd", self.key(), "--password-file",
                          self.password_file(PASSWORD))

    def test_a_link_keeps_pointing_at_its_key(self):
        key = self.key()
        link = self.folder / "link.p12"
        link.symlink_to(key)
        ended = self.run_cli("key", "passwd", link, "--password-file", self.password_file(PASSWORD, NEW_LATIN))
        if ended.code == DONE:
            self.assertTrue(self.opens(link, NEW_LATIN))
        self.assertTrue(self.opens(key, NEW_LATIN) or self.opens(key, PASSWORD))


class KeyFind(CliTest):
    NAME = "GOST512_" + "0a" * 20 + ".p12"

    def test_named_folders(self):
        for path in (f"a/{self.NAME}", "b/c/work.p12", "b/note.txt"):
            self.write(path, b"never opened")
        found = self.expect(DONE, "key", "find", self.folder, "--json").json["files"]
        self.assertEqual([(file["path"], file["kind"]) for file in found],
                         [(str(self.folder / "a" / self.NAME), "kazakh"), (str(self.folder / "b/c/work.p12"), "pkcs12")])
        told = self.expect(DONE, "key", "find", "a", "b").text
        self.assertIn(self.NAME, told)

    def test_usual_folders_under_whatever_name(self):
        home = self.folder / "home"
        self.write("home/.config/user-dirs.dirs", 'XDG_DOWNLOAD_DIR="$HOME/Жүктемелер"\nXDG_DESKTOP_DIR="$HOME/Жұмыс үстелі"\n')
        for place in ("Жүктемелер/кілттер/2026/", "Жұмыс үстелі/", "Documents/a/b/c/", ""):
            self.write(f"home/{place}{self.NAME}", b"")
        found = self.expect(DONE, "key", "find", "--json", env=environment(HOME=str(home))).json["files"]
        self.assertEqual(len(found), 4)
        self.assertEqual(len({file["path"] for file in found}), 4)

    def test_nothing_is_found_calmly(self):
        ended = self.expect(DONE, "key", "find", self.folder)
        self.assertIn("No key files were found", ended.text)
        self.assertEqual(self.expect(DONE, "key", "find", self.folder, "--json").json, {"files": []})
        self.expect(DONE, "key", "find", env=environment(HOME="/nonexistent"))

    def test_a_folder_that_is_none(self):
        self.expect_error(UNREADABLE, "file.not_found", "key", "find", "missing")
        self.expect_error(USAGE, "usage", "key", "find", self.write("file", b"x"))


def openssl_key(test, name, *options):
    """A PKCS#12 file with an RSA key, made by openssl."""
    key, certificate, path = (test.folder / f"{name}.{ending}" for ending in ("key", "crt", "p12"))
    test.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "30", "-subj",
                 "/CN=Test Person")
    test.openssl("pkcs12", "-export", *options, "-inkey", key, "-in", certificate, "-name", "own", "-passout",
                 f"pass:{PASSWORD}", "-out", path)
    return path


if __name__ == "__main__":
    main()
