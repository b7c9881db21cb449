package p

// target does nothing.
//
//go:noinline
func target() {}
