"""A dataclass."""

from dataclasses import dataclass, field


@dataclass
class Hit:
    name: str
    tags: list = field(default_factory=list)


def rule(event):
    return len(Hit(event.get("name"), event.get("tags") or []).tags) > 1


def title(event):
    return f"{Hit(event.get('name'), event.get('tags'))}"
