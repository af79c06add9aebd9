"""Encoding in bases 64, 32 and 16, and checksums."""

import base64
import binascii

DATA = [b"", b"a", b"ab", b"abc", b"abcd", b"abcde", b"abcdef", b"\x00\xff\xfe>?" * 13, "text", None, 5]


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def every(event):
    out = []
    for data in DATA + [str(event.get("text")).encode(), event.get("text")]:
        out.append(attempt(base64.b64encode, data))
        out.append(attempt(base64.b64encode, data, b"-_"))
        out.append(attempt(base64.b64encode, data, altchars="ab"))
        out.append(attempt(base64.b64encode, data, altchars=b"abc"))
        out.append(attempt(base64.urlsafe_b64encode, data))
        out.append(attempt(base64.standard_b64encode, s=data))
        out.append(attempt(base64.b32encode, data))
        out.append(attempt(base64.b32hexencode, data))
        out.append(attempt(base64.b16encode, data))
        out.append(attempt(base64.encodebytes, data))
        out.append(attempt(binascii.b2a_base64, data))
        out.append(attempt(binascii.b2a_base64, data, newline=False))
        out.append(attempt(binascii.hexlify, data))
        out.append(attempt(binascii.hexlify, data, ":"))
        out.append(attempt(binascii.b2a_hex, data, b"-", -2))
        out.append(attempt(binascii.crc32, data))
        out.append(attempt(binascii.crc32, data, 12345))
        out.append(attempt(binascii.crc32, data, -1))
    for args in [(), (b"a", b"b", b"c"), ("a", "b")]:
        for function in [base64.b64encode, base64.b32encode, binascii.hexlify, binascii.crc32, binascii.a2b_base64, binascii.unhexlify]:
            out.append(attempt(function, *args))
    out.append(attempt(base64.b64encode, b"a", altchar=b"-_"))
    out.append(attempt(binascii.a2b_base64, data="QQ=="))
    out.append(attempt(binascii.unhexlify, hexstr="00"))
    for text in ["MFRGG===", "mfrgg===", "MFRGGZDF", "M1RGG0==", "MFRGG==", "MF======", "M=======", "MFR=====", "========", "MFRG====", "MFRGGZA="]:
        out.append(attempt(base64.b32decode, text))
        out.append(attempt(base64.b32decode, text, True))
        out.append(attempt(base64.b32decode, text, True, "L"))
        out.append(attempt(base64.b32decode, text, map01=b"IL"))
        out.append(attempt(base64.b32hexdecode, text))
    for text in ["00ff", "00FF", "0", "0g", "0G", b"AB"]:
        out.append(attempt(base64.b16decode, text))
        out.append(attempt(base64.b16decode, text, True))
        out.append(attempt(binascii.a2b_hex, text))
    return out


def rule(event):
    return len(every(event)) > 0


def title(event):
    return f"{base64.b64encode(str(event.get('a')).encode()).decode()}"


def alert_context(event):
    return {"all": [repr(x) for x in every(event)]}
