class A:
    def target(self):
        """Gives one.

        Always.
        """
        return 1  # why
    def other(self): pass
