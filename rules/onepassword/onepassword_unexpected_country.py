"""Somebody signed in to 1Password from a country that is not in `COUNTRIES` of rules/helpers/settings.py, or,
while that is empty, from one that they have not come from for 90 days.
"""

from onepassword import context, country, person
from panther_detection_helpers.caching import add_to_string_set, get_string_set
from settings import COUNTRIES

REMEMBERED = 90 * 24 * 3600


def rule(event):
    if event.get("category") != "success" or not country(event):
        return False
    if COUNTRIES:
        return country(event) not in COUNTRIES
    key = f"onepassword-countries {person(event)}"
    known = get_string_set(key)
    if country(event) in known:
        return False
    add_to_string_set(key, country(event), epoch_seconds=REMEMBERED)
    return len(known) > 0


def title(event):
    return f"{person(event)} signed in to 1Password from {country(event)}"


def dedup(event):
    return f"{person(event)} {country(event)}"


def alert_context(event):
    return context(event)
