def rule(event):
    return "\ud83d\ude00" in (event.get("userAgent") or "") or f"{event}\udc80"
