@app.route("/")
@cache
async def target(
    request,
):
    """Answers."""
    # why
    return await request
