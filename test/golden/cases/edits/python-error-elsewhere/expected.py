def broken(:
    return


def target():
    """Works all the same."""
    return 1
