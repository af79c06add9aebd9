from lookup import address


def rule(event):
    return address(event.get("host")) == "127.0.0.1"
