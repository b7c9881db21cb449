class A:
    def target(self): return 1  # why
    def other(self): pass
