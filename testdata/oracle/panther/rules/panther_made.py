from panther_core import PantherEvent
from panther_core.exceptions import PantherError
from panther_core.immutable import ImmutableCaseInsensitiveDict, ImmutableList
from probe import attempt


def rule(event):
    made = PantherEvent({"Name": event.get("eventName"), "List": [1, {"a": 2}], 1: "one", (1, 2): "pair"})
    return made.get("name") == event.get("eventName")


def title(event):
    inner = {"A": [1]}
    made = PantherEvent({"Inner": inner, "other": 1})
    before = made.get("inner")
    inner["B"] = 2
    return f"{made} {before} {made.get('INNER')} {made.deep_get('inner', 'a')} {made.udm('OTHER')}"


def alert_context(event):
    made = PantherEvent({"Name": 1, 1: "one", "late": 2})
    again = PantherEvent(event)
    items = ImmutableList([1, [2], {"a": 3}])
    part = ImmutableCaseInsensitiveDict({"X": {"Y": 1}})
    try:
        event.udm_path("x")
        caught = "nothing"
    except PantherError as error:
        caught = f"{error} {error.args!r}"
    return {
        "made": [attempt(made.get, key) for key in ("name", "LATE", "LATE", 1, "missing", "missing")],
        "again": [again == event, type(again).__name__, attempt(again.get, "EVENTNAME"), again.data_model is None],
        "items": [f"{items}", items[1], items == [1, [2], {"a": 3}], attempt(ImmutableList, 1), attempt(ImmutableList)],
        "text": f"{ImmutableList('ab')} {ImmutableList({'a': 1})} {ImmutableList(())} {ImmutableList((1,))}",
        "part": [f"{part}", attempt(lambda: part["x"]["y"]), attempt(ImmutableCaseInsensitiveDict), part.get("x")],
        "wrong": [attempt(PantherEvent), attempt(lambda: PantherEvent({}, None, 1)), attempt(lambda: PantherEvent(x=1))],
        "named": attempt(lambda: PantherEvent(event={"a": 1}, data_model=None)),
        "empty": [bool(PantherEvent({})), attempt(lambda: PantherEvent({})["x"]), attempt(lambda: 1 in PantherEvent({}))],
        "caught": caught,
    }
