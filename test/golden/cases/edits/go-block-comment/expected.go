package p

// target does nothing.
func target() {}
