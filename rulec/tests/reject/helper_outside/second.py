from lookup import address, harmless


def rule(event):
    return address(harmless(event.get("host"))) == "127.0.0.1"
