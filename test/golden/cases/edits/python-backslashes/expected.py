def target():
    r"""Matches \d+ and C:\temp
    and "quotes"
    """
    return 1
