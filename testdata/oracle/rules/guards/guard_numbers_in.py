"""True and False are numbers too, and what cannot be hashed is not looked up."""


def rule(event):
    return event.get("flag") in (1, 22) or event.get("count") in {0: "none", -7: "few"}
