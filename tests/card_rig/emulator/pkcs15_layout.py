"""The files of a PKCS#15 card (ISO 7816-15): one PIN, keys, their certificates."""

import struct

from .keys import certificate, is_rsa
from .tlv import enumerated, integer, named_bits, octets, sequence, tlv, utf8

AID = bytes.fromhex("A000000063504B43532D3135")
DIRECTORY = 0x5015
EF_DIR, EF_ODF, EF_TOKEN_INFO = 0x2F00, 0x5031, 0x5032
AODF, PRKDF, CDF, CERTIFICATES = 0x4401, 0x4402, 0x4403, 0x4300
PIN_ID = b"\x01"


def path(*identifiers):
    return struct.pack(f">{len(identifiers) + 1}H", 0x3F00, *identifiers)


def layout(keys, serial, algorithms=None, certificate_of=None):
    """{path: content} of the card's files; `keys` is {reference: (label, identifier, key)}.

    `algorithms`, {reference of a key: what the card calls its algorithm}, are told in TokenInfo and with each key.
    `certificate_of(label, key)` makes the certificates; self-signed ones unless given.
    """
    private, certificates, files = b"", b"", {}
    certificate_of = certificate_of or (lambda label, key: certificate(key, f"TEST {label}"))
    for reference, (label, identifier, key) in keys.items():
        file = CERTIFICATES + reference
        files[(DIRECTORY, file)] = certificate_of(label, key)
        private += _private_key(reference, label, identifier, key, algorithms)
        certificates += sequence(sequence(utf8(label)), sequence(octets(identifier)),
                                 tlv(0xA1, sequence(sequence(octets(path(DIRECTORY, file))))))
    files.update({
        (EF_DIR,): tlv(0x61, tlv(0x4F, AID), tlv(0x50, b"TEST"), tlv(0x51, path(DIRECTORY))),
        (DIRECTORY, EF_ODF): b"".join(tlv(tag, sequence(octets(path(DIRECTORY, file))))
                                      for tag, file in ((0xA8, AODF), (0xA0, PRKDF), (0xA4, CDF))),
        (DIRECTORY, EF_TOKEN_INFO): sequence(integer(1), octets(serial), utf8("Tanba tests"),
                                             tlv(0x80, b"Card of the test rig"), named_bits(1, 3),
                                             _supported(keys, algorithms)),
        (DIRECTORY, AODF): _pin(),
        (DIRECTORY, PRKDF): private,
        (DIRECTORY, CDF): certificates,
    })
    return files


def _pin():
    initialized, needs_padding = 4, 5
    attributes = sequence(named_bits(initialized, needs_padding), enumerated(1), integer(4), integer(8), integer(8),
                          tlv(0x80, b"\x01"), octets(b"\xff"), sequence(octets(path(DIRECTORY))))
    return sequence(sequence(utf8("PIN"), named_bits(0)), sequence(octets(PIN_ID)), tlv(0xA1, attributes))


def _supported(keys, algorithms):
    """supportedAlgorithms of TokenInfo: reference, PKCS #11 mechanism, parameters, operations, the card's name."""
    if not algorithms:
        return b""
    rsa_pkcs, ecdsa, compute_signature = 0x0001, 0x1041, named_bits(1)
    return tlv(0xA2, *(sequence(integer(reference), integer(rsa_pkcs if is_rsa(keys[reference][2]) else ecdsa),
                                tlv(0x05), compute_signature, integer(called))
                       for reference, called in algorithms.items()))


def _private_key(reference, label, identifier, key, algorithms):
    named = tlv(0xA1, integer(reference)) if algorithms else b""
    usage_sign, access_local = named_bits(2), tlv(0x03, b"\x03\xb8")
    return tlv(0x30 if is_rsa(key) else 0xA0,
               sequence(utf8(label), named_bits(0), octets(PIN_ID)),
               sequence(octets(identifier), usage_sign, access_local, integer(reference), named),
               tlv(0xA1, sequence(sequence(octets(path(DIRECTORY))), integer(key.key_size))))
