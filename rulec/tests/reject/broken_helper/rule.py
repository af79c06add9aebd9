from identity import is_user


def rule(event):
    return is_user(event)
