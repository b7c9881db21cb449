def target(a, b):
    """Adds two numbers."""
    return a + b
