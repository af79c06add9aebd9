"""How alike two sequences are."""

import collections
import difflib
from difflib import SequenceMatcher, get_close_matches

PAIRS = [
    ("", ""), ("a", ""), ("", "a"), ("abc", "abc"), ("abcd", "bcde"), ("google.com", "g00gle.com"), ("microsoft", "rnicrosoft"), ("private", "privte volatile"),
    (" abcd", "abcd abcd"), ("qabxcd", "abycdf"), ([1, 2, 3], [2, 3, 1]), ([1.0, True, "a"], (1, "a", "b")), ("é€x", "xé€"), (b"abc", b"bcd"), ("ab" * 150, "ba" * 120),
    ("x" * 300 + "y", "y" + "x" * 250), ("the quick brown fox", "a quick brown dog"), (None, "a"), ("a", None), (5, "a"), ("a", 5), ([[1]], [[1]]), ([[1]], "a"),
]
SETS = [
    ({"a": 1, "b": 2}, {"a": 1, "b": 2}), ({}, {}), ({"a": 1}, ""), ("ab", {"a": 1, "b": 2}), ("xab", {"a": 1, "b": 2}), (["ab", "b"], {"b": 1, "ab": 0}), ({0: "a", 1: "b"}, "ab"),
    ({0: "a", 1: "b"}, "xab"), ({0: [1]}, "a"), ([0, 1, 2], {0: 1, 1: 0, 2: 5}), ("abc", {0: "a", 1: "b", 2: "c", "c": 7}), ("zb", {"b": 0, 0: [1]}), (collections.Counter("aab"), "aab"),
    (collections.Counter("aab"), collections.Counter("aab")), ([0, 0], collections.Counter("ab")), ("ab", {"a", "b"}), ({"a"}, "a"), ({"a", "b"}, {"a"}), (range(4), range(2, 6)), (range(3), [5, 1, 2]),
    ({"a": 1}.keys(), "a"), ("a", {"a": 1}.keys()), ({"a": 1}.values(), "b"), ([1, 2], {"a": 1, "b": 2}.values()), (iter(["a", "b"]), "ab"), ("ab", iter(["a", "b"])), (len, "a"), ("a", len), (str, "a"), ("a", 1.5),
    (collections.deque("abc"), collections.deque("bcd")), (collections.OrderedDict(a=1), "a"), (collections.defaultdict(list), "a"), (ValueError("a"), "a"), ("a", ValueError("a")),
]
WORDS = ["ape", "apple", "peach", "puppy", "appel", "", "Apple", "ap ple", "maple"]


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def every(event):
    out = []
    for a, b in PAIRS + SETS + [(event, event), (event, list(event)), (list(event), event), (event.get("text") or "t", event.get("eventName") or "e"), (event.get("tags") or [], ["x", "y"])]:
        for junk, auto in ((None, True), (None, False), (lambda x: x in " ab", True)):
            try:
                m = SequenceMatcher(junk, a, b, auto)
            except Exception as e:
                out.append(f"{type(e).__name__}: {e}")
                continue
            out += [attempt(m.ratio), attempt(m.quick_ratio), attempt(m.real_quick_ratio), attempt(m.get_matching_blocks), attempt(m.get_opcodes)]
    for n, cutoff in ((3, 0.6), (1, 0.1), (9, 0), (2, 1), (0, 0.5), (-1, 0.5), (3, 1.5), ("a", 0.5), (3, "a"), (2.5, 0.1)):
        out.append(attempt(get_close_matches, "appel", WORDS, n, cutoff))
    m = SequenceMatcher(a="abc")
    m.set_seq2("bcd")
    m.set_seq1("xbc")
    block = m.get_matching_blocks()[0]
    out += [
        m.ratio(), (m.a, m.b), block.a, block[1], block.size, block == (1, 0, 2), tuple(block), isinstance(block, tuple), type(block).__name__, block._replace(a=5),
        attempt(m.set_seqs, "ab", "ab"), m.ratio(), attempt(m.ratio, 1), attempt(m.set_seq2), attempt(m.set_seq2, None), attempt(lambda: m.nothing), attempt(SequenceMatcher, 1, 2, 3, 4, 5),
        attempt(get_close_matches, "a"), attempt(get_close_matches, "a", 5), attempt(get_close_matches, "a", [5]), attempt(get_close_matches, event.get("text") or "x", WORDS, cutoff=0.2), attempt(lambda: sum(n for i, j, n in m.get_matching_blocks())),
        type(m).__name__, str(type(m)), bool(m), m == m, attempt(difflib.get_close_matches, "x", []),
    ]
    return out


def rule(event):
    return SequenceMatcher(None, str(event.get("eventName")), "ConsoleLogin").ratio() > 0.8


def alert_context(event):
    return {"all": every(event)}
