"""The signatures of Kazakhstan's keys, judged by code that shares nothing with the program: Streebog (GOST R 34.11-2012) and
the verification of GOST R 34.10-2012 with 512 bits, in plain integers, after the text of the standards. Slow, and good for
tests only."""

MASK = (1 << 512) - 1


def _table(text, size):
    digits = "".join(text.split())
    return [int(digits[start:start + size], 16) for start in range(0, len(digits), size)]


# The substitution, the matrix and the round constants, as the standard prints them.
SUBSTITUTION = bytes.fromhex(
    "fceedd11cf6e3116fbc4fada23c5044de977f0db932e99ba1736f1bb14cd5fc1"
    "f918655ae25cef21811c3c428b018e4f058402aee36a8fa0060bed987fd4d31f"
    "eb342c51eac848abf22a68a2fd3aceccb5700e56080c7612bf7213479cb75d87"
    "15a19629107b9ac7f391786f9d9eb2b13275193dff358a7e6d54c680c3bd0d57"
    "dff524a93ea843c9d779d6f67c22b903e00fecde7a94b0bcdce828504e330a4a"
    "a79760731e0062441ab83882649f2641ad454692275e552f8ca3a57d69d5953b"
    "0758b34086ac1df730376be488d9e789e11b83494c3ff8fe8d53aa90cad88561"
    "207167a42d2b095bcb9b25d0bee56c5259a674d2e6f4b4c0d166afc2394b63b6")
MATRIX = _table(
    "8e20faa72ba0b470 47107ddd9b505a38 ad08b0e0c3282d1c d8045870ef14980e "
    "6c022c38f90a4c07 3601161cf205268d 1b8e0b0e798c13c8 83478b07b2468764 "
    "a011d380818e8f40 5086e740ce47c920 2843fd2067adea10 14aff010bdd87508 "
    "0ad97808d06cb404 05e23c0468365a02 8c711e02341b2d01 46b60f011a83988e "
    "90dab52a387ae76f 486dd4151c3dfdb9 24b86a840e90f0d2 125c354207487869 "
    "092e94218d243cba 8a174a9ec8121e5d 4585254f64090fa0 accc9ca9328a8950 "
    "9d4df05d5f661451 c0a878a0a1330aa6 60543c50de970553 302a1e286fc58ca7 "
    "18150f14b9ec46dd 0c84890ad27623e0 0642ca05693b9f70 0321658cba93c138 "
    "86275df09ce8aaa8 439da0784e745554 afc0503c273aa42a d960281e9d1d5215 "
    "e230140fc0802984 71180a8960409a42 b60c05ca30204d21 5b068c651810a89e "
    "456c34887a3805b9 ac361a443d1c8cd2 561b0d22900e4669 2b838811480723ba "
    "9bcf4486248d9f5d c3e9224312c8c1a0 effa11af0964ee50 f97d86d98a327728 "
    "e4fa2054a80b329c 727d102a548b194e 39b008152acb8227 9258048415eb419d "
    "492c024284fbaec0 aa16012142f35760 550b8e9e21f7a530 a48b474f9ef5dc18 "
    "70a6a56e2440598e 3853dc371220a247 1ca76e95091051ad 0edd37c48a08a6d8 "
    "07e095624504536c 8d70c431ac02a736 c83862965601dd1b 641c314b2b8ee083 ", 16)
ROUNDS = _table(
    "b1085bda1ecadae9ebcb2f81c0657c1f2f6a76432e45d016714eb88d7585c4fc"
    "4b7ce09192676901a2422a08a460d31505767436cc744d23dd806559f2a64507"
    "6fa3b58aa99d2f1a4fe39d460f70b5d7f3feea720a232b9861d55e0f16b50131"
    "9ab5176b12d699585cb561c2db0aa7ca55dda21bd7cbcd56e679047021b19bb7"
    "f574dcac2bce2fc70a39fc286a3d843506f15e5f529c1f8bf2ea7514b1297b7b"
    "d3e20fe490359eb1c1c93a376062db09c2b6f443867adb31991e96f50aba0ab2"
    "ef1fdfb3e81566d2f948e1a05d71e4dd488e857e335c3c7d9d721cad685e353f"
    "a9d72c82ed03d675d8b71333935203be3453eaa193e837f1220cbebc84e3d12e"
    "4bea6bacad4747999a3f410c6ca923637f151c1f1686104a359e35d7800fffbd"
    "bfcd1747253af5a3dfff00b723271a167a56a27ea9ea63f5601758fd7c6cfe57"
    "ae4faeae1d3ad3d96fa4c33b7a3039c02d66c4f95142a46c187f9ab49af08ec6"
    "cffaa6b71c9ab7b40af21f66c2bec6b6bf71c57236904f35fa68407a46647d6e"
    "f4c70e16eeaac5ec51ac86febf240954399ec6c7e6bf87c9d3473e33197a93c9"
    "0992abc52d822c3706476983284a05043517454ca23c4af38886564d3a14d493"
    "9b1f5b424d93c9a703e7aa020c6e41414eb7f8719c36de1e89b4443b4ddbc49a"
    "f4892bcb929b069069d18d2bd1a5c42f36acc2355951a8d9a47f0dd4bf02e71e"
    "378f5a541631229b944c9ad8ec165fde3a7d3a1b258942243cd955b7e00d0984"
    "800a440bdbb2ceb17b2b8a9aa6079c540e38dc92cb1f2a607261445183235adb"
    "abbedea680056f52382ae548b2e4f3f38941e71cff8a78db1fffe18a1b336103"
    "9fe76702af69334b7a1e6c303b7652f43698fad1153bb6c374b4c7fb98459ced"
    "7bcd9ed0efc889fb3002c6cd635afe94d8fa6bbbebab07612001802114846679"
    "8a1d71efea48b9caefbacd1d7d476e98dea2594ac06fd85d6bcaa4cd81f32d1b"
    "378ee767f11631bad21380b00449b17acda43c32bcdf1d77f82012d430219f9b"
    "5d80ef9d1891cc86e71da4aa88e12852faf417d5d9b21b9948bc924af11bd720", 128)

# The curve id-tc26-gost-3410-12-512-paramSetA, which Kazakhstan's keys stand on.
PRIME = 2 ** 512 - 569
A = PRIME - 3
B = int("E8C2505DEDFC86DDC1BD0B2B6667F1DA34B82574761CB0E879BD081CFD0B6265"
        "EE3CB090F30D27614CB4574010DA90DD862EF9D4EBEE4761503190785A71C760", 16)
ORDER = int("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
            "27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275", 16)
BASE = (3, int("7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921"
               "DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4", 16))


def _joined():
    """Substitution and matrix for one byte at each of the eight places of a word."""
    tables = []
    for place in range(8):
        row = []
        for value in SUBSTITUTION:
            word = 0
            for bit in range(8):
                if value >> bit & 1:
                    word ^= MATRIX[63 - 8 * place - bit]
            row.append(word)
        tables.append(row)
    return tables


JOINED = _joined()


def _mixed(block):
    """S, P and L of the standard: the permutation is that of rows and columns."""
    octets = block.to_bytes(64, "little")
    result = 0
    for column in range(8):
        word = 0
        for row in range(8):
            word ^= JOINED[row][octets[8 * row + column]]
        result |= word << 64 * column
    return result


def _compress(counter, state, block):
    key = _mixed(state ^ counter)
    mixed = block
    for constant in ROUNDS:
        mixed = _mixed(mixed ^ key)
        key = _mixed(key ^ constant)
    return mixed ^ key ^ state ^ block


def streebog(content, bits=512):
    state = 0 if bits == 512 else int.from_bytes(b"\1" * 64, "little")
    counter = checksum = 0
    whole = len(content) // 64 * 64
    for start in range(0, whole, 64):
        block = int.from_bytes(content[start:start + 64], "little")
        state = _compress(counter, state, block)
        counter += 512
        checksum = checksum + block & MASK
    rest = content[whole:]
    block = int.from_bytes(rest + b"\1", "little")
    state = _compress(counter, state, block)
    state = _compress(0, state, counter + 8 * len(rest))
    state = _compress(0, state, checksum + block & MASK)
    return state.to_bytes(64, "little")[64 - bits // 8:]


def on_curve(point):
    x, y = point
    return 0 <= x < PRIME and 0 <= y < PRIME and (y * y - x ** 3 - A * x - B) % PRIME == 0


def _add(one, other):
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % PRIME == 0:
        return None
    if one == other:
        slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, PRIME)
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, PRIME)
    x3 = (slope * slope - x1 - x2) % PRIME
    return x3, (slope * (x1 - x3) - y1) % PRIME


def times(factor, point):
    result = None
    while factor:
        if factor & 1:
            result = _add(result, point)
        point = _add(point, point)
        factor >>= 1
    return result


def verifies(public_key, digest, signature):
    """Everything as it travels: x and y, r and s of 64 bytes each, the least significant byte first; the digest in its own
    order, which is read the same way."""
    def numbers(octets):
        return int.from_bytes(octets[:64], "little"), int.from_bytes(octets[64:], "little")
    if len(public_key) != 128 or len(signature) != 128 or len(digest) != 64:
        return False
    point = numbers(public_key)
    r, s = numbers(signature)
    if not (on_curve(point) and 0 < r < ORDER and 0 < s < ORDER):
        return False
    content = int.from_bytes(digest, "little") % ORDER or 1
    inverse = pow(content, -1, ORDER)
    found = _add(times(s * inverse % ORDER, BASE), times(-r * inverse % ORDER, point))
    return found is not None and found[0] % ORDER == r


# CMS: as much of DER as one signature of ours needs.

DATA = bytes.fromhex("2a864886f70d010701")
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
PUBLIC_KEY = bytes.fromhex("2a830e030a01010202")
SIGNATURE = bytes.fromhex("2a830e030a0101020302")


def _element(content, at=0):
    """Tag, value and whole of the element here, and where the next one begins."""
    tag, size, start = content[at], content[at + 1], at + 2
    if size & 0x80:
        start += size & 0x7F
        size = int.from_bytes(content[at + 2:start], "big")
    if start + size > len(content):
        raise ValueError("cut short")
    return tag, content[start:start + size], content[at:start + size], start + size


def _children(value):
    found, at = [], 0
    while at < len(value):
        tag, inside, whole, at = _element(value, at)
        found.append((tag, inside, whole))
    return found


def _public_key(certificate):
    fields = _children(_children(certificate)[0][1])
    algorithm, bits = _children(fields[6 if fields[0][0] == 0xA0 else 5][1])
    if _children(algorithm[1])[0][1] != PUBLIC_KEY:
        raise ValueError("another kind of key")
    return _element(bits[1][1:])[1]


def judge_cms(der, content=None):
    """The content that the one signer of this file has signed with a 512-bit key of Kazakhstan; AssertionError when not.
    Whose key it is nobody asks here."""
    kind, inside = _children(_element(der)[1])
    assert kind[1] == SIGNED_DATA, "no signed data"
    parts = _children(_element(inside[1])[1])
    enclosed = _children(parts[2][1])
    assert enclosed[0][1] == DATA, "other content"
    if len(enclosed) > 1:
        assert content is None, "the content is inside"
        content = _element(enclosed[1][1])[1]
    certificates = [_children(part[1]) for part in parts if part[0] == 0xA0]
    (signer,) = _children(parts[-1][1])
    _, _, _, attributes, algorithm, value = _children(signer[1])[:6]
    assert _children(algorithm[1])[0][1] == SIGNATURE, "another algorithm"
    digests = [_children(_children(each[1])[1][1])[0][1] for each in _children(attributes[1])
               if _children(each[1])[0][1] == MESSAGE_DIGEST]
    assert digests == [streebog(content)], "another content"
    (certificate,) = certificates[0]
    assert attributes[2][0] == 0xA0, "no signed attributes"
    signed = b"\x31" + attributes[2][1:]
    assert verifies(_public_key(certificate[1]), streebog(signed), value[1]), "the signature does not verify"
    return content
