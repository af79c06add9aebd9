SENSITIVE = {22, 3389}


def is_sensitive(port):
    return port in SENSITIVE
