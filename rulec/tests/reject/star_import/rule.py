from identity import *


def rule(event):
    return is_root(event)
