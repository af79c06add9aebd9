"""Counter and defaultdict."""

from collections import Counter, defaultdict


def rule(event):
    return Counter(event.get("text") or event.get("eventName") or "a").most_common(1)[0][1] > 2


def title(event):
    groups = defaultdict(list)
    for key, value in event.items():
        groups[type(value).__name__].append(key)
    return f"{Counter(event.get('tags') or 'aab')} {dict(groups)}"
