import os.path
import socket
from datetime import datetime as now, timedelta
from subprocess import run as unused


def rule(event):
    if os.path.basename(event.get("path") or "") == "shadow":
        return True
    return socket.gethostbyname(event.get("host")) == "127.0.0.1" and now(2026, 1, 1) and timedelta(days=1)
