"""An import that nothing uses must not matter."""

import os
import sys
import logging
from typing import Any, Dict


def rule(event: Dict[str, Any]) -> bool:
    return event.get("count", 5) != 5
