"""Signing folders and many files: what is left out, records that are resumed after a cancel, a full disk and kill -9, and the
journal."""

import json
import os
import shutil
import signal
import stat
import subprocess
import time

from support import (CANCELLED, CLI, DONE, PKI, REFUSED, SANITIZED, UNREADABLE, USAGE, VALID, CliTest, environment, fingerprint,
                     loud_skip, main)

XML = "<act><number>{}</number></act>"


class SignBatch(CliTest):
    def documents(self, count, folder="in"):
        return [self.write(f"{folder}/letter-{number:03}.txt", f"Letter {number}\n") for number in range(1, count + 1)]

    def arguments(self, *more, fmt="cms-detached"):
        return [*self.sign_arguments(), "--format", fmt, *more]

    def states(self, ended):
        return [file["state"] for file in ended.json["files"]]

    def assert_all_valid(self, documents):
        signed = [f"{document}.p7s" for document in documents]
        report = self.expect(VALID, "verify", *signed, *self.trusting(), "--json", timeout=120).json
        self.assertEqual({file["verdict"] for file in report["files"]}, {"valid"})

    def started(self, *arguments, **more):
        return subprocess.Popen([CLI, "--json", *map(str, arguments)], cwd=self.folder, env=environment(),
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **more)

    def wait_for_results(self, count):
        """Until so many signatures are there; fails when they never come."""
        end = time.monotonic() + 60
        while len(list((self.folder / "in").glob("*.p7s"))) < count:
            self.assertLess(time.monotonic(), end, "the run makes no progress")
            time.sleep(0.002)

    def strace(self, *options):
        """The words before a command that is to meet trouble."""
        if SANITIZED:
            print(f"LOUD SKIP {self.id()}: strace and the sanitizers do not go together", flush=True)
            self.skipTest("built with sanitizers")
        if shutil.which("strace") is None:
            loud_skip(self, "strace is not installed")
        return ["strace", "-f", "-o", "/dev/null", *options]

    # Folders

    def test_a_folder_is_signed_and_signed_again_nothing_is_left(self):
        documents = self.documents(5)
        self.write("in/sub/deep.txt", b"deep")
        self.write("in/.hidden", b"hidden")
        before = {document: fingerprint(document) for document in documents}
        ended = self.expect(DONE, *self.arguments("in", "--json"))
        self.assertEqual(self.states(ended), ["done"] * 6)
        self.assert_all_valid(documents)
        self.assertFalse((self.folder / "in/.hidden.p7s").exists())
        again = self.expect(DONE, *self.arguments("in"))
        self.assertEqual(again.errors.count("is signed already"), 6)
        ended = self.expect(DONE, *self.arguments("in", "--json"))
        self.assertEqual(self.states(ended), ["already_signed"] * 6)
        self.write("in/new.txt", b"new")
        ended = self.expect(DONE, *self.arguments("in", "--json"))
        self.assertEqual(sorted(self.states(ended)), ["already_signed"] * 6 + ["done"])
        self.assertEqual({document: fingerprint(document) for document in documents}, before)

    def test_several_xml_documents(self):
        for number in range(3):
            self.write(f"in/act{number}.xml", XML.format(number))
        self.expect(DONE, *self.arguments("in", fmt="xml"))
        ended = self.expect(VALID, "verify", *sorted((self.folder / "in").glob("*.signed.xml")), *self.trusting(), "--json")
        self.assertEqual(len(ended.json["files"]), 3)
        self.assertEqual(set(self.states(self.expect(DONE, *self.arguments("in", "--json", fmt="xml")))), {"already_signed"})

    def test_an_empty_folder_and_two_documents_for_one_output(self):
        (self.folder / "empty").mkdir()
        self.expect_error(UNREADABLE, "input.empty", *self.arguments("empty"))
        self.documents(2)
        ended = self.expect(USAGE, *self.arguments("in", "-o", "one.p7s", "--json"))
        self.assertEqual(ended.json["error"]["detail"], "one_output_for_several")

    def test_links_in_folders_are_not_followed(self):
        self.documents(1)
        self.write("outside/secret.txt", b"secret")
        (self.folder / "in/link").symlink_to(self.folder / "outside")
        (self.folder / "in/file-link").symlink_to(self.folder / "outside/secret.txt")
        ended = self.expect(DONE, *self.arguments("in", "--json"))
        self.assertEqual(len(ended.json["files"]), 1)
        self.assertEqual(os.listdir(self.folder / "outside"), ["secret.txt"])

    # One hundred files

    def test_one_hundred_files_with_troubles(self):
        documents = self.documents(100)
        self.expect(DONE, *self.arguments(documents[10]))
        shutil.copy(self.folder / "in/letter-011.txt.p7s", self.folder / "received.p7s")
        self.write("in/letter-021.txt", b"")
        taken = self.write("out/letter-031.txt.p7s", b"precious")
        ended = self.expect(REFUSED, *self.arguments("in", "--out-dir", "out", "--record", "run.jsonl", "--json"), timeout=120)
        states = self.states(ended)
        self.assertEqual(states[10], "already_signed")
        self.assertEqual(ended.json["files"][20]["error"]["code"], "input.empty")
        self.assertEqual(ended.json["files"][30]["error"]["code"], "file.exists")
        self.assertEqual(states.count("done"), 97)
        self.assertEqual(taken.read_bytes(), b"precious")
        self.assertEqual(len(os.listdir(self.folder / "out")), 98)
        # What was in the way is gone: the same command does the rest.
        taken.unlink()
        ended = self.expect(UNREADABLE, *self.arguments("in", "--out-dir", "out", "--record", "run.jsonl", "--json"))
        self.assertEqual(self.states(ended).count("done"), 98)

    def test_an_unreadable_file_does_not_stop_the_others(self):
        if os.geteuid() == 0:
            # Root reads every file: a folder that was named as a file would be, and cannot be, has the same end.
            (self.folder / "in/pipe").parent.mkdir()
            os.mkfifo(self.folder / "in/pipe")
            unreadable = self.folder / "in/pipe"
        else:
            unreadable = self.write("in/unreadable.txt", b"x")
            unreadable.chmod(0)
        document = self.write("in/a.txt", b"a")
        ended = self.expect(UNREADABLE, *self.arguments(unreadable, document, "--json"))
        self.assertEqual(self.states(ended), ["failed", "done"])

    # Records

    def test_a_killed_run_goes_on(self):
        documents = self.documents(60)
        arguments = self.arguments("in", "--record", "run.jsonl")
        killed = 0
        for count in (1, 15, 40):
            process = self.started(*arguments)
            self.wait_for_results(count)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=60)
            killed += process.returncode == -signal.SIGKILL
            self.assertEqual(stat.S_IMODE((self.folder / "run.jsonl").stat().st_mode), 0o600)
        self.assertGreaterEqual(killed, 2)
        ended = self.expect(DONE, *arguments, "--json")
        self.assertEqual(self.states(ended), ["done"] * 60)
        # Nothing twice, nothing half, no temporary files.
        names = sorted(path.name for path in (self.folder / "in").iterdir())
        self.assertEqual(names, sorted([document.name for document in documents] + [f"{document.name}.p7s" for document in documents]))
        self.assert_all_valid(documents)

    def test_a_run_that_is_killed_at_every_sync_goes_on(self):
        for number in range(1, 12):
            with self.subTest(number=number):
                shutil.rmtree(self.folder / "in", ignore_errors=True)
                (self.folder / "run.jsonl").unlink(missing_ok=True)
                documents = self.documents(2)
                arguments = [*map(str, self.arguments("in", "--record", "run.jsonl"))]
                self.run_cli(*arguments, wrapper=self.strace("-e", "trace=fsync", "-e",
                                                             f"inject=fsync:signal=SIGKILL:when={number}"))
                self.expect(DONE, *arguments)
                names = sorted(path.name for path in (self.folder / "in").iterdir())
                self.assertEqual(names, sorted(name for document in documents for name in (document.name, f"{document.name}.p7s")))
                self.assert_all_valid(documents)

    def test_a_cancelled_run_goes_on_without_naming_anything(self):
        documents = self.documents(80)
        process = self.started(*self.arguments("in", "--record", "run.jsonl"))
        self.wait_for_results(3)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        if process.returncode == CANCELLED:
            self.assertEqual(json.loads(out)["error"]["code"], "cancelled")
        ended = self.expect(DONE, *self.sign_arguments(), "--record", "run.jsonl", "--json")
        self.assertEqual(self.states(ended), ["done"] * 80)
        self.assert_all_valid(documents)
        again = self.expect(DONE, *self.sign_arguments(), "--record", "run.jsonl")
        self.assertIn("Signed: 80, in all: 80", again.errors)

    def test_a_full_disk_leaves_the_rest_for_later(self):
        # Both the record and the results are on the disk that is full from some moment on.
        for call in ("pwrite64", "fsync"):
            with self.subTest(call=call):
                shutil.rmtree(self.folder / "in", ignore_errors=True)
                (self.folder / "run.jsonl").unlink(missing_ok=True)
                documents = self.documents(10)
                arguments = self.arguments("in", "--record", "run.jsonl", "--json")
                ended = self.run_cli(*arguments, wrapper=self.strace("-e", f"trace={call}", "-e", f"inject={call}:error=ENOSPC:when=6+"))
                self.assertEqual(ended.code, REFUSED, str(ended))
                self.assertEqual(ended.json["error"]["code"], "file.disk_full")
                states = self.states(ended)
                self.assertEqual(set(states), {"done", "waiting"})
                results = sorted(path.name for path in (self.folder / "in").iterdir() if not path.name.endswith(".txt"))
                self.assertEqual(len(results), states.count("done"))
                ended = self.expect(DONE, *arguments)
                self.assertEqual(self.states(ended), ["done"] * 10)
                self.assert_all_valid(documents)

    def test_a_record_belongs_to_its_work(self):
        self.documents(2)
        self.expect(DONE, *self.arguments("in", "--record", "run.jsonl"))
        other = self.write("other.txt", b"other")
        for wrong in (self.arguments(other, "--record", "run.jsonl"), self.arguments("in", "--record", "run.jsonl", fmt="cms"),
                      self.arguments("in", "--record", "run.jsonl", "--out-dir", ".")):
            ended = self.expect(USAGE, *wrong, "--json")
            self.assertEqual(ended.json["error"]["detail"], "record_of_other_work")
        letter = self.write("letter.doc", b"no record at all")
        self.expect_error(REFUSED, "file.exists", *self.arguments("in", "--record", letter))
        self.assertEqual(letter.read_bytes(), b"no record at all")
        self.expect_error(UNREADABLE, "file.not_found", *self.sign_arguments(), "--record", "absent.jsonl")
        self.write("run.jsonl", (self.folder / "run.jsonl").read_text().replace('"made"', '"mad"', 1))
        ended = self.expect(REFUSED, *self.arguments("in", "--record", "run.jsonl", "--json"))
        self.assertEqual(ended.json["error"]["code"], "record.damaged")
        self.assertTrue((self.folder / "run.jsonl.damaged").exists())

    def test_what_cannot_be_recorded_is_said(self):
        document = self.write("a.txt", b"a")
        for more in (["-"], [document, "-o", "-"], [document, "--login-for", "https://idp.egov.kz"]):
            ended = self.expect(USAGE, *self.arguments(*more, "--record", "run.jsonl"))
            self.assertIn("record", ended.errors)

    def test_a_changed_document_is_not_signed_when_the_run_goes_on(self):
        documents = self.documents(3)
        taken = self.write("in/letter-002.txt.p7s", b"in the way")
        taken.rename(self.folder / "in/.x")
        arguments = self.arguments(*documents, "--record", "run.jsonl")
        self.write("in/letter-002.txt.p7s", b"in the way")
        self.expect(REFUSED, *arguments)
        (self.folder / "in/letter-002.txt.p7s").unlink()
        self.write("in/letter-002.txt", b"Letter 3\n")
        ended = self.expect(REFUSED, *arguments, "--json")
        self.assertEqual(ended.json["files"][1]["error"]["code"], "file.changed_meanwhile")
        self.assertEqual(self.states(ended), ["done", "failed", "done"])

    # The journal

    def test_the_journal_is_kept_only_when_asked_for(self):
        document = self.write("a.txt", b"a")
        data = self.folder / "data"
        env = environment(XDG_DATA_HOME=str(data))
        self.expect(DONE, *self.arguments(document), env=env)
        self.assertFalse(data.exists())
        self.expect(DONE, *self.arguments(document, "--journal", "--force"), env=env)
        journal = data / "tanba" / "journal.jsonl"
        self.assertEqual(stat.S_IMODE(journal.stat().st_mode), 0o600)
        entry = json.loads(journal.read_text().strip())
        self.assertEqual(entry["document"], "a.txt")
        self.assertEqual(entry["format"], "cms-detached")
        self.assertIn("СЫНАҚОВ", entry["owner"])
        self.assertNotIn("991231500016", journal.read_text())

    def test_many_files_with_one_password(self):
        documents = self.documents(50)
        ended = self.expect(DONE, "sign", "--key", PKI / "person.p12", "--password-file", "-", "--format", "cms-detached", "in",
                            stdin=b"Qwerty12\n")
        # In the order of the documents, although two cores work on them.
        lines = [line for line in ended.text.splitlines() if line.startswith("Signed")]
        self.assertEqual([f"letter-{number:03}.txt" in line for number, line in enumerate(lines, 1)], [True] * 50)
        self.assert_all_valid(documents)


if __name__ == "__main__":
    main()
