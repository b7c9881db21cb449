def broken(:
    return


def target():
    return 1
