class Thing:
    __slots__ = ("a",)

    def __new__(cls):
        return 5

    def __enter__(self):
        return self

    def __getattribute__(self, name):
        return name


def rule(event):
    return Thing().a
