def arns(event):
    for resource in event.get("resources") or []:
        yield resource.get("ARN")


def both(event):
    yield from arns(event)
    yield from arns(event)


def rule(event):
    return "arn:aws:s3:::audit" in arns(event) or any(both(event))
