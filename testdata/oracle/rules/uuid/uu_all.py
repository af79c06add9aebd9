"""UUIDs out of text, bytes and numbers; what they say of themselves; the two that are digests."""

import json
import uuid
from collections.abc import Hashable, Iterable
from uuid import UUID, uuid5

TEXTS = (
    "12345678-1234-5678-1234-567812345678", "{12345678123456781234567812345678}", "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", "1234", "zz345678123456781234567812345678",
    "6BA7B811-9DAD-11D1-C0B4-00C04FD430C8", "00000000-0000-0000-e000-000000000000", "+1_345678123456781234567812345678", " 2345678123456781234567812345678",
)


def tried(function):
    try:
        return function()
    except Exception as e:
        return (type(e).__name__, str(e))


def about(u):
    return [
        str(u), repr(u), u.hex, u.int, u.urn, u.bytes, u.bytes_le, u.fields, u.time_low, u.time_mid, u.time_hi_version, u.clock_seq_hi_variant, u.clock_seq_low,
        u.time, u.clock_seq, u.node, u.variant, u.version, int(u), hash(u), f"{u}", "%s" % u, bool(u),
    ]


def rule(event):
    return True


def title(event):
    made = [tried(lambda: about(UUID(text))) for text in TEXTS]
    given = event.get("eventID")
    made.append(tried(lambda: about(UUID(given))))
    made.append(tried(lambda: uuid.UUID(hex=given, version=4)))
    # A UUID of a float is one until it is printed: outside the subset.
    made.append(tried(lambda: uuid.UUID(int=None if isinstance(given, float) else given)))
    made.append(tried(lambda: UUID(bytes=given)))
    made.append(tried(lambda: uuid.uuid3(uuid.NAMESPACE_DNS, given)))
    made.append(tried(lambda: uuid5(uuid.NAMESPACE_URL, given)))
    made.append(tried(lambda: uuid5(given, "a")))
    return repr(made)


def dedup(event):
    a, b = UUID(int=5), uuid.UUID(int=7)
    made = [
        a < b, a <= b, a > b, a >= b, a == b, a != b, a == UUID(int=5), a == 5, sorted([b, a]), {a: 1, b: 2}, len({a, b, UUID(int=7)}),
        tried(lambda: a < 5), tried(lambda: UUID()), tried(lambda: UUID("a", int=5)), tried(lambda: UUID(int=-1)), tried(lambda: UUID(int=1 << 128)),
        tried(lambda: UUID(bytes=b"a")), tried(lambda: UUID(bytes="a" * 16)), tried(lambda: UUID(bytes=b"0123456789abcdef")), tried(lambda: UUID(bytes_le=b"0123456789abcdef")),
        tried(lambda: UUID(int=9, version=6)), tried(lambda: UUID(int=9, version=1)), tried(lambda: UUID(int="9")), tried(lambda: UUID(5)), tried(lambda: UUID(b"a")), tried(lambda: UUID(nope=1)),
        tried(lambda: json.dumps(a)), tried(lambda: json.dumps(a, default=str)), isinstance(a, UUID), isinstance(a, Hashable), isinstance(a, Iterable), type(a), type(a).__name__, tried(lambda: a.nope), tried(lambda: a + 1), tried(lambda: len(a)),
        tried(lambda: f"{a:>40}"), uuid.RFC_4122, uuid.NAMESPACE_OID, uuid.NAMESPACE_X500, tried(lambda: uuid5("a", "b")), tried(lambda: uuid.uuid3(a, 5)), tried(lambda: uuid.uuid3(a)),
    ]
    return repr(made)


def description(event):
    random = uuid.uuid4()
    return f"{random.version} {random.variant} {len(str(random))} {random != uuid.uuid4()}"
