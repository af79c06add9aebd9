"""Assignment in all its forms."""


def rule(event):
    a, (b, *c), d = 1, "xyz", [4]
    e = f = []
    e.append(1)
    g, h = h2, _ = {"k": 1, "l": 2}.items()
    i = [0, 1, 2, 3, 4]
    i[1:3] = ["a", "b", "c"]
    i[::2] = [9] * len(i[::2])
    del i[-1], i[0]
    j = {"n": {"m": [1]}}
    j["n"]["m"][0] += 5
    j["n"]["m"] += [7]
    j["n"]["t"] = t = (1,)
    t += (2,)
    k, = [8]
    *l, m = event.get("names") or "pq"
    (n), [o] = 1, [2]
    s = ""
    for idx, (p, q) in enumerate(sorted({"b": 1, "a": 2}.items())):
        s += f"{idx}{p}{q}"
    x = y = 0
    x, y = y + 1, x + 2
    event["u"] = [a, b, c, d, len(f), g, h2, i, j, t, k, l, m, n, o, s, x, y]
    return True


def title(event):
    return str(event["u"])
