"""Only numbers can be compared by their order with one."""


def rule(event):
    return event.get("ratio") < 1 or event.get("ratio") > 5 * 1024**3
