"""BER-TLV with definite lengths (ISO 7816-4 annex E), and the few DER types that ISO 7816-15 files need."""


def tlv(tag, *parts):
    value = b"".join(parts)
    size = len(value)
    if size < 0x80:
        length = bytes([size])
    else:
        digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
        length = bytes([0x80 | len(digits)]) + digits
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + length + value


def read_simple(data):
    """[(tag, value)] of one-byte tags and short or long lengths; ValueError for anything else."""
    found, at = [], 0
    while at < len(data):
        tag, at = data[at], at + 1
        if tag & 0x1F == 0x1F or at >= len(data):
            raise ValueError("a long tag, or nothing after a tag")
        size, at = data[at], at + 1
        if size >= 0x80:
            digits = size & 0x7F
            if not 1 <= digits <= 2 or at + digits > len(data):
                raise ValueError("a length of this form is not read")
            size, at = int.from_bytes(data[at:at + digits], "big"), at + digits
        if at + size > len(data):
            raise ValueError("the value ends early")
        found.append((tag, data[at:at + size]))
        at += size
    return found


def sequence(*parts):
    return tlv(0x30, *parts)


def octets(value):
    return tlv(0x04, value)


def utf8(text):
    return tlv(0x0C, text.encode())


def integer(number):
    return tlv(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def enumerated(number):
    return tlv(0x0A, bytes([number]))


def named_bits(*on):
    """A BIT STRING with these bits set and no trailing zero bits."""
    length = max(on) + 1
    size = (length + 7) // 8
    value = sum(1 << (size * 8 - 1 - bit) for bit in on)
    return tlv(0x03, bytes([size * 8 - length]), value.to_bytes(size, "big"))
