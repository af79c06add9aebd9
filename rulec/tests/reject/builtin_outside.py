def rule(event):
    if eval("event.get('a')") or open("list.txt").read():
        return True
    return id(event) in globals() or input() or __import__("os")
