import network
from network import is_ofice, OFFICES


def rule(event):
    address = event.get("sourceIPAddress")
    return is_ofice(address) or address in OFFICES or network.is_home(address)
