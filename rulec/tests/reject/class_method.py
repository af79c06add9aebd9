"""Only the methods that are called, or that Python calls, count."""


class Tool:
    def used(self, x):
        yield x

    def unused(self):
        yield unknown

    def __str__(self):
        return unknown

    @cached
    def decorated(self):
        return 1

    @property
    @staticmethod
    def two(self):
        return 1


def rule(event):
    t = Tool()
    t.decorated = t.two
    super().rule()
    return t.used(1)
