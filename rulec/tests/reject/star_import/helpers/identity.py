def is_root(event):
    return (event.get("userIdentity") or {}).get("type") == "Root"
