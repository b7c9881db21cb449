def target():
    return "😀"
