package p

// target was this.
// And more.
//
//go:noinline
func target() {}
