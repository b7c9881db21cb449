@app.route("/")
@cache
async def target(
    request,
):
    # why
    return await request
