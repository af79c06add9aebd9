"""An import that nothing uses must not matter."""

import os
import sys
import logging


def rule(event):
    return event.get("count", 5) != 5
