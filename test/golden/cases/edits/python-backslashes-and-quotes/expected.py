def target():
    """Ends a string with \"\"\" or with \\"""
    return 1
