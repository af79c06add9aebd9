from ip_helper import is_office
import panther_base_helpers as helpers


def rule(event):
    return is_office(event.get("sourceIPAddress")) or helpers.deep_get(event, "a", "b")
