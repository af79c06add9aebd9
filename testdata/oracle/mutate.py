"""Events that CloudTrail never sends, made from events that it does.

    mutate.py BASE.jsonl --count N [--seed S]

Prints N lines of raw JSON. The same base, count and seed give the same bytes. Every line is valid JSON that CPython's
`json.loads` reads to a dict; what differs from the base is what a rule's author did not think of: fields gone, null or
of another type, empty, huge, non-ASCII, duplicate and escaped keys, numbers that no other language reads as Python
does. Mutation works on the JSON text's tree, so that duplicate keys, escapes and number spellings survive.
"""

import argparse
import copy
import json
import random


class Object:
    """Pairs of a key's JSON text and a node, in the order of the text."""

    def __init__(self, pairs):
        self.pairs = pairs

    def text(self):
        return "{" + ", ".join(f"{key}: {node.text()}" for key, node in self.pairs) + "}"

    def slots(self):
        return [(self, index) for index in range(len(self.pairs))]

    def get(self, index):
        return self.pairs[index][1]

    def set(self, index, node):
        self.pairs[index] = (self.pairs[index][0], node)

    def remove(self, index):
        del self.pairs[index]


class Array:
    """Nodes in order."""

    def __init__(self, items):
        self.items = items

    def text(self):
        return "[" + ", ".join(node.text() for node in self.items) + "]"

    def slots(self):
        return [(self, index) for index in range(len(self.items))]

    def get(self, index):
        return self.items[index]

    def set(self, index, node):
        self.items[index] = node

    def remove(self, index):
        del self.items[index]


class Scalar:
    """Anything else, as its JSON text."""

    def __init__(self, raw):
        self.raw = raw

    def text(self):
        return self.raw

    def slots(self):
        return []


def tree(value):
    """The tree of a parsed value; `Pairs` are what objects were parsed to."""
    if isinstance(value, Pairs):
        return Object([(json.dumps(key), tree(item)) for key, item in value])
    if isinstance(value, list):
        return Array([tree(item) for item in value])
    return Scalar(json.dumps(value, ensure_ascii=False))


class Pairs(list):
    """An object's pairs, told from an array."""


def parse(line):
    return tree(json.loads(line, object_pairs_hook=Pairs))


def every_slot(node):
    found = node.slots()
    for container, index in list(found):
        found += every_slot(container.get(index))
    return found


STRINGS = [
    '""', '" "', '"0"', '"Root"', '"root"', '"ROOT"', '"null"', '"None"', '"true"', '"a"', '"a/b//c/"', '"a,b,,c"',
    '"\\n"', '"line one\\nline two\\r\\nthree"', '"trailing newline\\n"', '"tab\\there"', '"\\u0000"', '"\\u001f\\u007f\\u0085"',
    '"quote \\" and \' and \\\\"', '"it\'s"', '"{}"', '"{0} %s %d"', '"caf\u00e9"', '"cafe\u0301"', '"STRASSE stra\u00dfe"', '"\u0130stanbul \u0131"', '"\u01c5 \ufb01 \u0149"',
    '"\u03a3\u03a3 \u039f\u03a3"', '"\u4f60\u597d"', '"\U0001f600"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\udc00x"', '"x\\ud83d"', '"\u00a0\u2003\u2028\u2029\u3000"',
    '"\u0661\u0662\u0663"', '"\u00b2\u2460\u00bd"', '"\ufeffbom"', '"e\u0301\u0302"', '"\u200d\u202e"', '"\u212a\u017f"', '"\\u00e9\\u0041"',
    '"10.0.0.1"', '"10.0.0.1/8"', '"0.0.0.0/0"', '"::/0"', '"::1"', '"::ffff:10.0.0.1"', '"2001:db8::/32"', '"fe80::1%eth0"', '"010.1.1.1"', '"1.2.3"',
    '"256.1.1.1"', '"100.64.0.1"', '"169.254.169.254"', '"192.0.2.1"', '"8.8.8.8"', '"AWS Internal"', '"12"', '"-7"', '" 12 "', '"1_000"', '"1e3"', '"0x10"', '"nan"', '"inf"', '"-0"', '"1.50"',
    '"arn:aws:iam::123456789012:user/bob"', '"arn:aws:sts::123456789012:assumed-role/admin/session"', '"ConsoleLogin"', '"[1, 2]"', '"{\\"a\\": [1, null]}"', '"{bad"',
    '"%25%20+"', '"AKIAIOSFODNN7EXAMPLE"', '"2024-01-02T03:04:05Z"', '"*"', '"a*b?[c]"', '"(unclosed"',
]
NUMBERS = [
    "0", "1", "-1", "2", "22", "3389", "65535", "-0", "0.0", "-0.0", "0.1", "1.0", "2.5", "-2.5", "1.5e3", "1E2", "1e16", "1e15", "123456789012345680.0", "1e-5", "0.0001",
    "1e22", "1e400", "-1e400", "5e-324", "2e-400", "1.7976931348623157e308", "9007199254740993", "9007199254740992.0", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "123456789012345678901234567890", "-340282366920938463463374607431768211456",
    "1" + "0" * 400, "0.30000000000000004", "3.141592653589793", "100", "1000000", "255", "256", "2147483648",
]
CONTAINERS = [
    "{}", "[]", "[[]]", "[{}]", "[null]", "[1, 2, 3]", "[3, 1, 2]", '["a", "b"]', '["b", "a", "b"]', "[1, \"a\", null, 2.5, true]", '{"a": 1}', '{"a": {"b": {"c": null}}}', '{"items": []}',
    '{"items": [{"a": 1}, {"a": null}, {}]}', '{"": ""}', '{"1": 1, "a": [1, 2]}', "[0, false, 0.0, -0.0]", "[1, true, 1.0]", '{"type": "Root"}', '{"name": null}', "[[1, 2], [3, 4]]", '[["k", 1], ["l", 2]]',
    '{"key": "a", "value": "b"}', "[" * 40 + "]" * 40, '{"n": ' * 30 + "null" + "}" * 30, "[" + ", ".join(str(n) for n in range(300)) + "]",
]
CONSTANTS = ["null", "null", "true", "false"]


def other(random):
    """A scalar or container that has nothing to do with what stood there."""
    kind = random.random()
    if kind < 0.3:
        return Scalar(random.choice(CONSTANTS))
    if kind < 0.6:
        return Scalar(random.choice(STRINGS))
    if kind < 0.8:
        return Scalar(random.choice(NUMBERS))
    return parse(random.choice(CONTAINERS))


def huge(random):
    """100,000 characters, some of them not ASCII."""
    unit = random.choice(["x", "ab", "a/", "\u00e9", "\U0001f600", "A ", "1"])
    return Scalar('"' + (unit * 100_000)[:100_000] + '"')


def escaped(key):
    """The same key, each character as its escape."""
    units = json.loads(key).encode("utf-16-be", "surrogatepass")
    return '"' + "".join(f"\\u{high:02x}{low:02X}" for high, low in zip(units[::2], units[1::2])) + '"'


def mutate(event, random):
    """Changes `event`, an `Object`, once."""
    slots = event.slots() if random.random() < 0.5 else every_slot(event)
    if not slots:
        event.pairs.append(('"added"', other(random)))
        return
    container, index = random.choice(slots)
    what = random.random()
    if what < 0.14:
        container.remove(index)
    elif what < 0.26:
        container.set(index, Scalar("null"))
    elif what < 0.62:
        container.set(index, other(random))
    elif what < 0.68:
        # What another field holds: of a plausible type in an implausible place.
        donor, place = random.choice(slots)
        container.set(index, copy.deepcopy(donor.get(place)))
    elif what < 0.74 and isinstance(container, Object):
        # A duplicate key, before or after: the last one wins.
        key = container.pairs[index][0]
        place = random.choice([0, index, len(container.pairs)])
        container.pairs.insert(place, (random.choice([key, escaped(key)]), other(random)))
    elif what < 0.78 and isinstance(container, Object):
        container.pairs[index] = (escaped(container.pairs[index][0]), container.pairs[index][1])
    elif what < 0.84:
        random.shuffle(container.pairs if isinstance(container, Object) else container.items)
    elif what < 0.88:
        container.set(index, Array([container.get(index)]))
    elif what < 0.92:
        container.set(index, Object([(random.choice(['"items"', '"name"', '"0"', '""', '"\\ud800"', '"caf\u00e9"']), container.get(index))]))
    elif what < 0.95 and isinstance(container, Object):
        container.pairs[index] = (random.choice(STRINGS), container.pairs[index][1])
    elif what < 0.97 and isinstance(container, Array):
        container.items.append(other(random))
    else:
        container.set(index, Scalar(random.choice(STRINGS)))


def events(lines, count, seed):
    """`count` lines: each base event as it is, and then mutated ones."""
    generator = random.Random(seed)
    for number in range(count):
        event = parse(lines[number % len(lines)])
        if number >= len(lines):
            for _ in range(generator.choice([1, 1, 1, 2, 2, 3, 5, 8])):
                mutate(event, generator)
            if number % 97 == 0:
                container, index = generator.choice(event.slots() or [(Array([Scalar("0")]), 0)])
                container.set(index, huge(generator))
        yield event.text()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with open(arguments.base, encoding="utf-8") as file:
        lines = [line for line in file if line.strip()]
    with open(1, "w", encoding="utf-8", newline="\n", closefd=False) as out:
        for line in events(lines, arguments.count, arguments.seed):
            out.write(line + "\n")


if __name__ == "__main__":
    main()
