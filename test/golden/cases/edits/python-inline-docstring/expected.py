class A:
    def target(self):
        """Turns a title into a slug that can stand in an address: lower case,
        words joined by hyphens, nothing else in it at all.
        """
        self.x = 1; self.y = 2
