"""A stack: while with pop, over nested values."""


def leaves(value):
    stack, out = [value], []
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            stack.extend(node.values())
        elif isinstance(node, list):
            stack += node
        else:
            out.append(node)
    return out


def rule(event):
    return "Root" in leaves(event) or len(leaves(event)) > 15


def title(event):
    return f"{leaves(event)}"
