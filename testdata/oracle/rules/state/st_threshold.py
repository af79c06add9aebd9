"""Thresholds are reached, and begin anew."""

from panther_detection_helpers.caching import check_account_age, evaluate_threshold, get_counter, put_string_set


def rule(event):
    reached = [evaluate_threshold("k", 3) for _ in range(8)]
    reached += [evaluate_threshold(key="ten") for _ in range(12)]
    reached += [evaluate_threshold("expired", 2, 1_500_000_000) for _ in range(3)]
    reached += [evaluate_threshold("timeless", 2, None) for _ in range(4)]
    event["reached"] = [*reached, evaluate_threshold("odd", event.get("ratio", 1), event.get("count", 60))]
    return evaluate_threshold("typed", event.get("name", 0)) or True


def title(event):
    put_string_set("account", "a")
    return f"{event['reached']} {get_counter('k')} {check_account_age('account')} {check_account_age(event)}"
