import socket


def address(host):
    return socket.gethostbyname(host)


def harmless(host):
    return host
