"""Other programs judge what we make, and we judge what they make: openssl and xmlsec1."""

import os
import shutil
import subprocess

from support import DONE, INVALID, NOT_ESTABLISHED, PASSWORD, VALID, CliTest, loud_skip, main

CONTENT = os.urandom(5000)
EXTENSIONS = """
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
default_md = sha256
default_days = 365
default_crl_days = 30
policy = anything
copy_extensions = none
unique_subject = no
[anything]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[person]
keyUsage = critical, digitalSignature, nonRepudiation
extendedKeyUsage = emailProtection
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


class OutsideJudges(CliTest):
    """A small RSA authority made by openssl, and a person with a key file of openssl."""

    def setUp(self):
        super().setUp()
        self.write("ca.cnf", EXTENSIONS)
        self.write("index.txt", b"")
        self.write("serial", b"1000\n")
        self.write("crlnumber", b"01\n")
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "365",
                     "-subj", "/CN=Outside Authority", "-config", "ca.cnf", "-extensions", "authority")
        (self.folder / "trust").mkdir()
        (self.folder / "lists").mkdir()
        shutil.copyfile(self.folder / "ca.pem", self.folder / "trust" / "ca.pem")
        self.issue("person")
        self.list_revoked()
        self.document = self.write("document", CONTENT)

    def issue(self, name, *options, algorithm=("rsa:2048",)):
        self.openssl("req", "-new", "-newkey", *algorithm, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj",
                     f"/CN={name}", "-config", "ca.cnf")
        self.openssl("ca", "-batch", "-config", "ca.cnf", "-keyfile", "ca.key", "-cert", "ca.pem", "-in", f"{name}.csr",
                     "-out", f"{name}.pem", "-extensions", "person", "-notext", *options)
        self.openssl("pkcs12", "-export", "-inkey", f"{name}.key", "-in", f"{name}.pem", "-passout", f"pass:{PASSWORD}",
                     "-out", f"{name}.p12")

    def list_revoked(self):
        self.openssl("ca", "-gencrl", "-config", "ca.cnf", "-keyfile", "ca.key", "-cert", "ca.pem", "-out", "lists/ca.crl")

    def sign_as(self, name, *options):
        return self.expect(DONE, "sign", "--key", f"{name}.p12", "--password-file", self.password_file(), *options)

    def verify(self, code, *arguments):
        return self.expect(code, "verify", *arguments, "--trust", "trust", "--crl", "lists", "--json").json

    def openssl_verifies(self, path, *options, form="DER"):
        return self.openssl("cms", "-verify", "-binary", "-inform", form, "-in", path, "-CAfile", "ca.pem", "-purpose", "any",
                            *options)

    def test_openssl_accepts_our_cms(self):
        self.sign_as("person", "--format", "cms", "document")
        self.assertEqual(self.openssl_verifies("document.cms"), CONTENT)
        self.sign_as("person", "--format", "cms-detached", "document")
        self.assertEqual(self.openssl_verifies("document.p7s", "-content", "document"), CONTENT)
        self.sign_as("person", "--format", "cms", "document", "--encoding", "pem", "-o", "pem")
        self.assertEqual(self.openssl_verifies("pem", form="PEM"), CONTENT)

    def test_openssl_accepts_an_added_signer(self):
        self.issue("second")
        self.sign_as("person", "--format", "cms", "document")
        self.sign_as("second", "--add-to", "document.cms")
        self.assertEqual(self.openssl_verifies("document-cosigned.cms"), CONTENT)
        self.assertEqual(len(self.verify(VALID, "document-cosigned.cms")["signatures"]), 2)

    def test_openssl_accepts_our_ecdsa(self):
        self.issue("curve", algorithm=("ec", "-pkeyopt", "ec_paramgen_curve:P-256"))
        self.sign_as("curve", "--format", "cms", "document")
        self.assertEqual(self.openssl_verifies("document.cms"), CONTENT)
        signature = self.verify(VALID, "document.cms")["signatures"][0]
        self.assertEqual(signature["certificate"]["algorithm"], "ec-256", signature)

    def test_we_accept_cms_of_openssl(self):
        sign = ["cms", "-sign", "-binary", "-in", "document", "-signer", "person.pem", "-inkey", "person.key", "-md", "sha256"]
        forms = {"attached.der": ["-nodetach", "-outform", "DER"], "attached.pem": ["-nodetach", "-outform", "PEM"],
                 "stream.der": ["-nodetach", "-stream", "-outform", "DER"], "cades.der": ["-nodetach", "-cades", "-outform", "DER"],
                 "keyid.der": ["-nodetach", "-keyid", "-outform", "DER"]}
        for name, options in forms.items():
            self.openssl(*sign, *options, "-out", name)
            with self.subTest(name=name):
                self.assertEqual(self.verify(VALID, name)["signatures"][0]["signer"]["name"], "person")
        self.openssl(*sign, "-outform", "DER", "-out", "detached.p7s")
        self.verify(VALID, "detached.p7s", "--content", "document")
        self.verify(NOT_ESTABLISHED, "detached.p7s")

    def test_openssl_and_we_agree_on_what_was_changed(self):
        self.sign_as("person", "--format", "cms", "document")
        content = (self.folder / "document.cms").read_bytes()
        position = content.index(CONTENT) + 100
        self.write("changed.cms", content[:position] + bytes([content[position] ^ 1]) + content[position + 1:])
        self.verify(INVALID, "changed.cms")
        self.openssl("cms", "-verify", "-inform", "DER", "-in", "changed.cms", "-CAfile", "ca.pem", "-purpose", "any", code=4)

    def test_revoked_and_expired(self):
        self.sign_as("person", "--format", "cms", "document")
        self.verify(VALID, "document.cms")
        self.openssl("ca", "-config", "ca.cnf", "-keyfile", "ca.key", "-cert", "ca.pem", "-revoke", "person.pem")
        self.list_revoked()
        self.assertEqual(self.verify(INVALID, "document.cms")["signatures"][0]["revocation"], "revoked")
        self.issue("past", "-startdate", "20200101000000Z", "-enddate", "20210101000000Z")
        arguments = ["sign", "--key", "past.p12", "--password-file", self.password_file(), "--format", "cms", "document", "-o", "p"]
        self.expect_error(1, "certificate.expired", *arguments)
        self.expect(DONE, *arguments, "--allow-expired")
        self.assertEqual(self.verify(NOT_ESTABLISHED, "p")["signatures"][0]["chain"], "expired")
        self.issue("future", "-startdate", "20490101000000Z", "-enddate", "20500101000000Z")
        arguments[2] = "future.p12"
        self.expect_error(1, "certificate.not_yet_valid", *arguments, "--force")

    def test_xmlsec1_accepts_our_xml(self):
        if shutil.which("xmlsec1") is None:
            loud_skip(self, "xmlsec1 is not installed")
        self.write("a.xml", '<?xml version="1.0"?>\n<a xmlns:n="urn:n"><n:b c="ә &amp; &lt;"/>\n<!-- remark --><d>е</d></a>\n')
        self.sign_as("person", "--format", "xml", "a.xml")
        judged = subprocess.run(["xmlsec1", "--verify", "--trusted-pem", "ca.pem", "a.signed.xml"], cwd=self.folder,
                                capture_output=True, check=False, timeout=60)
        self.assertEqual(judged.returncode, 0, judged)
        self.verify(VALID, "a.signed.xml")
        changed = (self.folder / "a.signed.xml").read_bytes().replace("ә".encode(), "ө".encode())
        self.write("changed.xml", changed)
        self.verify(INVALID, "changed.xml")

    def test_we_accept_xml_of_xmlsec1(self):
        if shutil.which("xmlsec1") is None:
            loud_skip(self, "xmlsec1 is not installed")
        self.write("template.xml", """<a><b/><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>
<CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>
<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
<Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></Transforms>
<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference></SignedInfo><SignatureValue/>
<KeyInfo><X509Data/></KeyInfo></Signature></a>""")
        made = subprocess.run(["xmlsec1", "--sign", "--privkey-pem", "person.key,person.pem", "--output", "theirs.xml",
                               "template.xml"], cwd=self.folder, capture_output=True, check=False, timeout=60)
        self.assertEqual(made.returncode, 0, made)
        self.assertEqual(self.verify(VALID, "theirs.xml")["signatures"][0]["signer"]["name"], "person")


if __name__ == "__main__":
    main()
