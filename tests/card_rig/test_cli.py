"""`tanba-cli card` and `sign --token` with real readers, judged by openssl."""

import json
import os
import pathlib
import subprocess

import pcsc
from card_test import KINDS, KZID, P15, PIV, CardTest, main
from rig import PAD_NAME, PLAIN_NAME

CLI = os.environ["TANBA_CLI"]
DONE, REFUSED, CANCELLED, UNREADABLE = 0, 1, 3, 65
DOCUMENT = b"a document to be signed"


class Cli(CardTest):
    def run_cli(self, code, *words, timeout=60):
        """The JSON object that the program said."""
        environment = {"PATH": os.environ["PATH"], "LANG": "C", "HOME": str(self.folder)}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        process = subprocess.run([CLI, *map(os.fspath, words), "--json"], capture_output=True, timeout=timeout,
                                 check=False, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL)
        told = f"{words}: {process.stdout!r} {process.stderr!r}"
        self.assertEqual(process.returncode, code, told)
        lines = process.stdout.splitlines()
        self.assertEqual(len(lines), 1, told)
        return json.loads(lines[0])

    def refused(self, code, *words, exit_code=REFUSED):
        error = self.run_cli(exit_code, *words)["error"]
        self.assertEqual(error["code"], code)
        return error

    def secrets(self, *lines):
        path = self.write(f"secrets-{len(list(self.folder.iterdir()))}", "".join(f"{line}\n" for line in lines))
        path.chmod(0o600)
        return "--password-file", path

    def sign_words(self, reader, key, *pin):
        document = self.write("document", DOCUMENT)
        secrets = self.secrets(*pin) if pin else ()
        return ("sign", "--token", reader, "--key-id", key, "--format", "cms", *secrets, document, "--force")

    def keys(self, reader=PLAIN_NAME):
        return [key["id"] for key in self.run_cli(DONE, "card", "info", reader)["keys"]]


class Readers(Cli):
    def test_list(self):
        with self.case("card list, no card"):
            told = self.run_cli(DONE, "card", "list")
            self.assertEqual({reader["name"]: reader["state"] for reader in told["readers"]},
                             {PAD_NAME: "empty", PLAIN_NAME: "empty"})
            self.assertEqual(told["tokens"], [])
        for kind in KINDS:
            with self.case("card list", kind.profile):
                self.plain.put_in(kind.profile)
                told = self.run_cli(DONE, "card", "list")
                self.assertIn("known", [reader["state"] for reader in told["readers"]])
                self.assertEqual([token["reader"] for token in told["tokens"]], [PLAIN_NAME])
                self.assertEqual(self.plain.stat()["attempts"], 0)

    def searched(self):
        """Whether a listing, a program of its own, searches the card for certificates: 620 files are selected."""
        self.plain.log()
        self.run_cli(DONE, "card", "list")
        return sum(command.startswith("00a4000c02") for command, _ in self.plain.log()) > 300

    def test_a_search_in_vain_is_made_once(self):
        self.plain.put_in("kzid-old")
        with self.case("card list, no certificate to be found"):
            self.assertEqual([self.searched(), self.searched()], [True, False])
        with self.case("card survey has it searched again"):
            self.run_cli(DONE, "card", "survey", PLAIN_NAME)
            self.assertEqual([self.searched(), self.searched()], [True, False])

    def test_list_says_how_far_it_is_proved(self):
        with self.case("card list, in words"):
            self.plain.put_in("p15")
            self.assertIn("tested with an emulator only", self.tool(CLI, "card", "list", "--lang", "en"))

    def test_states(self):
        for profile, state in (("unknown", "unknown"), ("mute", "unreadable"), ("p15-spoilt", "known")):
            with self.case("card list", profile):
                self.plain.put_in(profile)
                states = {reader["name"]: reader["state"] for reader in self.run_cli(DONE, "card", "list")["readers"]}
                self.assertEqual(states[PLAIN_NAME], state)
        with self.case("card list, held by another program"), pcsc.Program() as other:
            self.plain.put_in("p15")
            other.connect_alone(PLAIN_NAME)
            states = {reader["name"]: reader["state"] for reader in self.run_cli(DONE, "card", "list")["readers"]}
            self.assertEqual(states[PLAIN_NAME], "in_use")

    def test_no_service(self):
        with self.case("card list, pcscd stopped"):
            self.rig.service.stop()
            try:
                told = self.run_cli(DONE, "card", "list")
                self.assertEqual([reader["state"] for reader in told["readers"]], ["service_off"])
            finally:
                self.rig.service.start()


class Cards(Cli):
    def test_info(self):
        for kind in KINDS:
            with self.case("card info", kind.profile):
                self.plain.put_in(kind.profile)
                told = self.run_cli(DONE, "card", "info", PLAIN_NAME)
                self.assertEqual(len(told["keys"]), len(kind.keys))
                # No kind of card has signed here with a real one yet.
                self.assertEqual(told["token"]["proof"], "emulator-only")
                self.assertEqual(told["token"]["kind"], "id-card" if kind is KZID else "token")
                self.assertEqual(told["token"]["pin"]["triesLeft"], 3 if kind is PIV else None)
                self.assertEqual(self.plain.stat()["attempts"], 0)

    def test_pin(self):
        for kind in (P15, PIV):
            self.plain.put_in(kind.profile)
            with self.case("card pin", kind.profile):
                self.run_cli(DONE, "card", "pin", PLAIN_NAME, *self.secrets(kind.pin, kind.new_pin))
                self.refused("pin.wrong", "card", "pin", PLAIN_NAME, *self.secrets(kind.wrong_pin, kind.pin))
                self.assert_tries(self.plain, 2)
            with self.case("card unblock", kind.profile):
                self.plain.order("tries", 0)
                self.refused("pin.blocked", "card", "pin", PLAIN_NAME, *self.secrets(kind.new_pin, kind.pin))
                self.run_cli(DONE, "card", "unblock", PLAIN_NAME, *self.secrets("12345678", kind.pin))
                self.assert_tries(self.plain, 3)

    def test_survey(self):
        with self.case("card survey"):
            self.plain.put_in("kzid")
            self.plain.log()
            report = self.folder / "survey.json"
            self.run_cli(DONE, "card", "survey", PLAIN_NAME, "-o", report, timeout=120)
            sent = {command[2:4] for command, _ in self.plain.log()}
            self.assertLessEqual(sent, {"a4", "b0", "cb", "ca", "c0"})
            self.assertEqual(self.plain.stat()["attempts"], 0)
            told = pathlib.Path(report).read_text().lower()
            for name in ("TEST SLOT", "TEST SLOT".encode().hex()):
                self.assertNotIn(name.lower(), told)


class Signing(Cli):
    def test_signed(self):
        for kind in KINDS:
            self.plain.put_in(kind.profile)
            for index, key in enumerate(self.keys()):
                with self.case("sign --token", kind.profile, kind.keys[index]):
                    self.run_cli(DONE, *self.sign_words(PLAIN_NAME, key, kind.pin))
                    content = self.tool("openssl", "cms", "-verify", "-noverify", "-inform", "DER", "-binary", "-in",
                                        "document.cms")
                    self.assertIn(DOCUMENT.decode(), content)
            self.assertFalse(self.plain.stat()["verified"])

    def test_not_signed(self):
        for kind in KINDS:
            self.plain.put_in(kind.profile)
            key = self.keys()[0]
            with self.case("sign --token", kind.profile, "wrong PIN"):
                self.refused("pin.wrong", *self.sign_words(PLAIN_NAME, key, kind.wrong_pin))
                self.assert_tries(self.plain, 2)
                self.assertFalse((self.folder / "document.cms").exists())

    def test_on_the_readers_keys(self):
        self.pad.put_in("piv")
        key = self.keys(PAD_NAME)[0]
        with self.case("sign --token, PIN pad"):
            self.pad.order("pinpad", PIV.pin)
            self.run_cli(DONE, *self.sign_words(PAD_NAME, key))
        with self.case("sign --token, cancelled on the PIN pad"):
            self.pad.order("pinpad", "cancel")
            self.refused("pin.pad_cancelled", *self.sign_words(PAD_NAME, key), exit_code=CANCELLED)


if __name__ == "__main__":
    main()
