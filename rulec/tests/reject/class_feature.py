class Meta(metaclass=type):
    pass


class Body:
    if True:
        x = 1
    (a, b) = (1, 2)

    def method(self):
        return [super().x for _ in range(2)] + [__private]


class Twice:
    pass


Twice = Twice()


def rule(event):
    return Meta().a == Body().method() or Twice
