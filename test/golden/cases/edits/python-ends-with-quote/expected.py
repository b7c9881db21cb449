def target():
    """Says "hello\""""
    return 1
