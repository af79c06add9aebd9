def twice(a, a):
    return a


def rule(event):
    if event.get("a"):
        break
    for name in event:
        continue
    continue
    return twice(1, 2)
