"""What signing costs in memory: no content, whatever it shows, is held whole by `sign --format cms...`."""

import base64

from support import DONE, REFUSED, SANITIZED, CliTest, main

MIB = 1 << 20
# Names that login challenges have, in no challenge's form: content that shows them is read and parsed once more.
ROW = b"<row><key>1</key><login><user>2</user></login><url>3</url><note>" + b"n" * 400 + b"</note></row>\n"
MOST = 32 * MIB


def document(size, row=ROW):
    return b"<root>" + row * (size // len(row)) + b"</root>"


class SignMemory(CliTest):
    def setUp(self):
        super().setUp()
        if SANITIZED:
            self.skipTest("sanitizers keep freed memory")
        self.arguments = self.sign_arguments("rsa_signing.p12")
        self.baseline = self.peak(self.write("small", b"x"), DONE)

    def peak(self, path, code, fmt="cms-detached"):
        return self.peak_of(code, *self.arguments, "--format", fmt, "--force", path)

    def peak_of(self, code, *arguments):
        """Peak resident bytes of one run."""
        for _ in range(50):  # a short run may end between two looks at it
            ended, highest = self.run_measured(*arguments, timeout=600)
            self.assertEqual(ended.code, code, str(ended))
            if highest > 0:
                return highest
        return self.fail("no run was seen")

    def expect_small(self, content, code=DONE, **more):
        used = self.peak(self.write("document.xml", content), code, **more) - self.baseline
        self.assertLess(used, MOST, f"{used / MIB:.1f} MiB over the baseline")
        print(f"{self.id().split('.')[-1]}: {used / MIB:.1f} MiB over {self.baseline / MIB:.1f}")

    def test_a_large_document_that_shows_names_of_logins(self):
        self.expect_small(document(60 * MIB))

    def test_the_same_inside_a_signed_file(self):
        self.expect_small(document(60 * MIB), fmt="cms")

    def test_the_same_in_base64(self):
        self.expect_small(base64.encodebytes(document(40 * MIB)))

    def test_a_login_behind_much_else(self):
        self.expect_small(document(60 * MIB)[:-7] + b"<login><timeTicket>1</timeTicket></login></root>", REFUSED)

    def test_a_million_elements_in_a_small_document(self):
        self.expect_small(b"<a>" + b"<x/>" * 1_000_000 + b"</a>")

    def test_millions_of_nodes_in_a_large_one(self):
        self.expect_small(document(60 * MIB, b"<row><key>1</key><login/><i a='2'/></row>" + b"n" * 300))

    def test_as_many_names_as_fit(self):
        names = b"".join(b"<n%x/>" % number for number in range(900_000))
        self.expect_small(b"<root><row><key/></row>" + names + b"</root>", REFUSED)

    def test_what_the_parser_must_hold(self):
        inner = base64.b64encode(b"<b c='" + base64.b64encode(document(3 * MIB // 2)) + b"'/>")
        self.expect_small(b"<root><row><key/></row><a b='&#10;" + inner + b"'/><![CDATA[" + inner + b"]]>" + ROW * 5000 +
                          b"</root>")
        deeper = base64.b64encode(b"<c d='&#10;" + base64.b64encode(document(MIB)) + b"'/>")
        deeper = base64.b64encode(b"<b c='&#10;" + deeper + b"'/>")
        self.expect_small(b"<root><row><key/></row><a b='&#10;" + deeper + b"'/></root>")

    def test_white_space_and_comments_around(self):
        self.expect_small(b" " * (20 * MIB) + document(MIB) + b"<!--" + b" " * (20 * MIB) + b"-->", REFUSED)

    def test_a_second_signer_for_a_large_document(self):
        self.peak(self.write("document.xml", document(50 * MIB)), DONE, fmt="cms")
        used = self.peak_of(DONE, *self.sign_arguments("head.p12"), "--add-to", "document.xml.cms") - self.baseline
        self.assertLess(used, MOST, f"{used / MIB:.1f} MiB over the baseline")


if __name__ == "__main__":
    main()
