import socket


def rule(event):
    return socket.gethostbyname(event.get("host")) == "127.0.0.1"
