"""While with a counter, continue and else."""


def collatz(n):
    steps = 0
    while n != 1:
        steps += 1
        if n % 2 == 0:
            n //= 2
            continue
        n = 3 * n + 1
        if steps > 60:
            break
    else:
        return steps
    return -steps


def rule(event):
    count = event.get("count", 27)
    return count > 0 and collatz(count) > 10


def title(event):
    return f"{collatz(event.get('count', 27))} steps"
