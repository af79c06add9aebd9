"""Every augmented operator on ints."""


def run(n):
    n += 3
    n -= 1
    n *= 2
    n //= 3
    n %= 100
    n **= 2
    n <<= 1
    n >>= 2
    n |= 8
    n &= 0xFFF
    n ^= 5
    n /= 2
    return n


def rule(event):
    return run(event.get("count", 1)) > 5


def title(event):
    return f"{run(event.get('count', 1))}"
