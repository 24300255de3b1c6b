"""Authorities and servers made for a test, with python3-cryptography."""

import datetime
import ipaddress
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID

DAY = datetime.timedelta(days=1)


def name_of(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def alternative_name(host):
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


class Authority:
    """An authority whose key the test holds."""

    def __init__(self, certificate, key, issuers=()):
        self.certificate = certificate
        self.key = key
        self.issuers = issuers

    @classmethod
    def plain(cls, name):
        """Anything may be issued under it."""
        extensions = [(x509.BasicConstraints(ca=True, path_length=None), True)]
        return cls.signed(name_of(name), extensions)

    @classmethod
    def twin_of(cls, certificate):
        """Says what `certificate` says, extension by extension as they are encoded, and differs in its key alone.
        The original's key is gone since it was made."""
        extensions = [(extension.value, extension.critical) for extension in certificate.extensions
                      if extension.oid != ExtensionOID.SUBJECT_KEY_IDENTIFIER]
        return cls.signed(certificate.subject, extensions)

    def below(self, name):
        """An authority that this one issued."""
        extensions = [(x509.BasicConstraints(ca=True, path_length=None), True)]
        return self.signed(name_of(name), extensions, self)

    @classmethod
    def signed(cls, subject, extensions, issuer=None):
        key = ec.generate_private_key(ec.SECP256R1())
        signer = issuer or cls(None, key)
        certificate = signer.sign(subject, key.public_key(), extensions, issuer.certificate.subject if issuer else subject)
        return cls(certificate, key, (issuer, *issuer.issuers) if issuer else ())

    def sign(self, subject, public_key, extensions, issuer):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public_key)
                   .serial_number(x509.random_serial_number())
                   .not_valid_before(now - DAY).not_valid_after(now + 30 * DAY)
                   .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), False))
        for value, critical in extensions:
            builder = builder.add_extension(value, critical)
        return builder.sign(self.key, hashes.SHA256())

    def save(self, path):
        path = pathlib.Path(path)
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.DER))
        return path

    def server_for(self, host, folder):
        """Files (chain, key) of a server with this name."""
        key = ec.generate_private_key(ec.SECP256R1())
        extensions = [(x509.SubjectAlternativeName([alternative_name(host)]), False),
                      (x509.BasicConstraints(ca=False, path_length=None), True),
                      (x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False),
                      (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)]
        subject = x509.Name([*self.certificate.subject, x509.NameAttribute(NameOID.COMMON_NAME, host)])
        leaf = self.sign(subject, key.public_key(), extensions, self.certificate.subject)
        chain = [leaf, self.certificate, *(issuer.certificate for issuer in self.issuers)]
        place = pathlib.Path(folder) / f"server-{leaf.serial_number}"
        place.mkdir()
        (place / "chain.pem").write_bytes(b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain))
        (place / "key.pem").write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        return place / "chain.pem", place / "key.pem"


def load(path):
    return x509.load_der_x509_certificate(pathlib.Path(path).read_bytes())
