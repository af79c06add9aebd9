def is_root(event)
    return True


def is_user(event):
    return True
