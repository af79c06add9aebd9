"""Try, except by type, else and finally, in their order."""


def rule(event):
    log = []
    try:
        log.append("try")
        value = event["count"] + 1
    except KeyError as e:
        log.append(f"KeyError {e}")
        value = 0
    except TypeError as e:
        log.append(f"TypeError {e}")
        value = -1
    else:
        log.append("else")
    finally:
        log.append("finally")
    event["log"] = log + [value]
    return value > 2 or value < 0


def title(event):
    return f"{event['log']}"
