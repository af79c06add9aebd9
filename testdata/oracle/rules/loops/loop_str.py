"""Iterating over a str, null or int."""


def rule(event):
    vowels = 0
    for ch in event.get("text", event.get("eventName", 5)):
        if ch in "aeiouAEIOU":
            vowels += 1
    return vowels > 3


def title(event):
    return "many vowels"
