import os.path
import socket
from decimal import Decimal, getcontext
from subprocess import run as unused


def rule(event):
    if os.path.basename(event.get("path") or "") == "shadow":
        return True
    return socket.gethostbyname(event.get("host")) == "127.0.0.1" and Decimal(2026) and getcontext()
