OFFICE = ("192.0.2.1", "192.0.2.2")


def is_office(address):
    return address in OFFICE
