"""Types imported for annotations alone."""

from typing import Any, Dict, List, Optional


def first(values: List[Any]) -> Optional[str]:
    return str(values[0]) if values else None


def rule(event: Dict[str, Any]) -> bool:
    return first(event.get("tags") or []) is not None and event.get("count") != 3


def title(event: Dict[str, Any]) -> str:
    return f"{first(event['tags'])}"
