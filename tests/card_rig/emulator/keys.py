"""The card's private keys. They are test keys: made once in a folder, and nobody's."""

import datetime
import os
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa, utils

DIGESTS = {20: hashes.SHA1(), 28: hashes.SHA224(), 32: hashes.SHA256(), 48: hashes.SHA384(), 64: hashes.SHA512()}


class KeyFolder:
    """Keys by name, made when first asked for."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.keys = {}

    def rsa(self, name, size=2048):
        return self._key(name, lambda: rsa.generate_private_key(65537, size))

    def p256(self, name):
        return self._key(name, lambda: ec.generate_private_key(ec.SECP256R1()))

    def p384(self, name):
        return self._key(name, lambda: ec.generate_private_key(ec.SECP384R1()))

    def _key(self, name, make):
        if name not in self.keys:
            file = self.folder / f"{name}.pem"
            if file.exists():
                self.keys[name] = serialization.load_pem_private_key(file.read_bytes(), None)
            else:
                self.keys[name] = make()
                written = file.with_suffix(f".{os.getpid()}")  # another rig may be reading
                written.write_bytes(self.keys[name].private_bytes(
                    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
                written.rename(file)
        return self.keys[name]


def is_rsa(key):
    return isinstance(key, rsa.RSAPrivateKey)


def modulus(key):
    return key.public_key().public_numbers().n.to_bytes(key.key_size // 8, "big")


def rsa_raw(key, block):
    """The bare RSA operation on a block as long as the modulus."""
    numbers = key.private_numbers()
    size = key.key_size // 8
    return pow(int.from_bytes(block, "big"), numbers.d, numbers.public_numbers.n).to_bytes(size, "big")


def rsa_pkcs1(key, content):
    """RSASSA-PKCS1-v1_5 (RFC 8017 9.2) of a DigestInfo that the host made; the card adds the padding."""
    size = key.key_size // 8
    return rsa_raw(key, b"\x00\x01" + b"\xff" * (size - 3 - len(content)) + b"\x00" + content)


def ecdsa_der(key, digest):
    """An ECDSA signature of a ready digest, as SEQUENCE of r and s."""
    return key.sign(digest, ec.ECDSA(utils.Prehashed(DIGESTS[len(digest)])))


def ecdsa_plain(key, digest):
    """The same as r || s, each as long as the curve's numbers."""
    size = key.key_size // 8
    r, s = utils.decode_dss_signature(ecdsa_der(key, digest))
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def certificate(key, name):
    """A self-signed certificate for signing, in DER."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "KZ"),
                         x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = draft(subject, subject, key, serial=7).add_extension(usage("digital_signature", "content_commitment"), True)
    return der(made.sign(key, hashes.SHA256()))


def draft(subject, issuer, key, serial):
    """A certificate of the rig's one validity, without its extensions but the identifier of the key."""
    day = datetime.datetime(2024, 1, 1)
    return (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
            .serial_number(serial).not_valid_before(day).not_valid_after(day + datetime.timedelta(3650))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False))


def usage(*bits):
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{bit: bit in bits for bit in every})


def der(made):
    return made.public_bytes(serialization.Encoding.DER)
