def get_two(event, other):
    return event.get(other)
