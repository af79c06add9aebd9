"""Large precision and inf."""


LAST = None


def rule(event):
    global LAST
    r = event.get("ratio", 1.5)
    v = f"{r:.20f}|{r:f}|{r:.0f}|{2.5:.0f}|{3.5:.0f}|{r:.3}|{r:20}|{r:<10}|{r!r:>12}"
    LAST = v
    return r < 1


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]
