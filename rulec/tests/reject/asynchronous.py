async def fetch(event):
    return [x async for x in event]


async def rule(event):
    async with event as inner:
        async for x in inner:
            await x
    return True
