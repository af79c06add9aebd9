"""Two functions that call each other."""


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def rule(event):
    return even(min(abs(event.get("count", 5)), 300))


def title(event):
    return "even"
