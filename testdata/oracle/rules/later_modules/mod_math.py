"""Math functions."""

import math


def rule(event):
    return math.floor(event.get("ratio", 1.5)) >= 1


def title(event):
    return f"{math.sqrt(abs(event['ratio']))} {math.log2(8)} {math.isclose(0.1 + 0.2, 0.3)} {math.inf}"
