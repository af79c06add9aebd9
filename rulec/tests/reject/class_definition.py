class Identity:
    def __init__(self, event):
        self.type = (event.get("userIdentity") or {}).get("type")


if Identity:

    class Conditional:
        pass


def rule(event):
    class Inner:
        pass

    return Identity(event).type == "Root" or Conditional
