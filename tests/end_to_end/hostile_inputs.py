"""Inputs that promise more than they hold, are cut short or lie about their size: for the tests of bad input and as seeds
for the fuzz programs."""

HOSTILE = {
    "der": b"\x30\x84\xff\xff\xff\xff", "ber": b"\x30\x80" * 5000, "deep": b"\x30\x82\x40\x00" * 4000,
    "p7": bytes.fromhex("308006092a864886f70d010702a080308002010131"),
    "pem": b"-----BEGIN CMS-----\n" + b"A" * 70000, "base64": b"MIIB" * 10000,
    "xml": b"<a>" * 100_000, "doctype": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "laughs": b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)) + b"]><l>&a9;</l>",
    "attributes": b"<a " + b" ".join(b'a%d="b"' % n for n in range(20_000)) + b"/>",
    "utf16": "<a/>".encode("utf-16"), "nul": b"<a>\0</a>", "bom": b"\xef\xbb\xbf",
}
