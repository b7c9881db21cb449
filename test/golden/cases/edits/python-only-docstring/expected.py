def target():
    """New."""


def other():
    pass
