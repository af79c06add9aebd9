"""A small class with a method."""


class Finding:
    def __init__(self, event):
        self.name = event.get("name")
        self.count = event.get("count", 5)
    def worth(self):
        return self.count != 5
    def __str__(self):
        return f"{self.name}:{self.count}"


def rule(event):
    return Finding(event).worth()


def title(event):
    return str(Finding(event))
