class A:
    def target(self): "old"; self.x = 1; self.y = 2
