def target():
    """Old."""


def other():
    pass
