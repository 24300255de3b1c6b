"""Profiles kzid-person and p15-company: cards whose certificates an authority of the rig issued, for logging in.

What they say is what certificates of the national authority say as of today: a key for logins and one for documents,
the person's number in serialNumber, the organisation's in OU, and who they are there among the extended key usages.
"""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import NameOID, ObjectIdentifier

from .card import both_protocols
from .keys import der, draft, usage
from .kzid import KzIdCard
from .pkcs15 import Pkcs15Card
from .pkcs15_layout import layout

AUTHORITY = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "TEST RIG AUTHORITY"),
                       x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ")])
LOGIN, SIGNING = "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"
NATURAL_PERSON, LEGAL_ENTITY, HEAD = "1.2.398.3.3.4.1.1", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1"
IIN, BIN, ORGANISATION = "991231500016", "601240000014", "TEST LLP"
LOGIN_USAGE = usage("digital_signature", "key_encipherment")
SIGNING_USAGE = usage("digital_signature", "content_commitment")
PERSON = ((NameOID.COMMON_NAME, "TESTOV TEST"), (NameOID.SURNAME, "TESTOV"), (NameOID.SERIAL_NUMBER, f"IIN{IIN}"),
          (NameOID.COUNTRY_NAME, "KZ"), (NameOID.GIVEN_NAME, "TESTULY"))
COMPANY = (*PERSON, (NameOID.ORGANIZATION_NAME, ORGANISATION), (NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{BIN}"))


def authority_key(keys):
    return keys.rsa("authority")


def authority_certificate(keys):
    """The anchor, in DER; the same at each call."""
    key = authority_key(keys)
    made = (draft(AUTHORITY, AUTHORITY, key, serial=1)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
            .add_extension(usage("key_cert_sign", "crl_sign"), True))
    return der(made.sign(key, hashes.SHA256()))


def issued(keys, key, subject, usages, key_usage, serial):
    authority = authority_key(keys)
    made = (draft(x509.Name([x509.NameAttribute(*pair) for pair in subject]), AUTHORITY, key, serial)
            .add_extension(key_usage, True)
            .add_extension(x509.ExtendedKeyUsage([ObjectIdentifier(each) for each in usages]), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), False))
    return der(made.sign(authority, hashes.SHA256()))


class PersonKzIdCard(KzIdCard):
    """An ID card: slot 7 is for logins, slot 8 for documents."""

    slot_count = 2
    slots_for = {7: (LOGIN, LOGIN_USAGE), 8: (SIGNING, SIGNING_USAGE)}

    def __init__(self, keys):
        self.authority = keys
        super().__init__(keys)

    def certificate_of(self, slot, key):
        purpose, key_usage = self.slots_for[slot]
        return issued(self.authority, key, PERSON, (purpose, NATURAL_PERSON), key_usage, serial=100 + slot)


class CompanyPkcs15Card(Pkcs15Card):
    """A token of an organisation's head: the RSA key is for logins, the other for documents."""

    atr = both_protocols(b"TESTP15C")
    serial = b"\x20\x26\x00\x04"
    keys_for = {"RSA key": (LOGIN, LOGIN_USAGE), "EC key": (SIGNING, SIGNING_USAGE)}

    def __init__(self, keys):
        self.authority = keys
        super().__init__(keys)

    def make_files(self):
        return layout(self.keys, self.serial, self.algorithms, self.certificate_of)

    def certificate_of(self, label, key):
        purpose, key_usage = self.keys_for[label]
        return issued(self.authority, key, COMPANY, (purpose, LEGAL_ENTITY, HEAD), key_usage, serial=200)
