def target():
    """
    Summary.
        All further lines are indented.
    """
    return 1
