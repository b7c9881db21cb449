def target(a, b):
    return a + b
