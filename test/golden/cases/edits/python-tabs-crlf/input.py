class A:
	def target(self):
		return 1
