def rule(event):
	name = event.get("имя") or "日本語"; return nmae == "日本語"  # ‮[31m
