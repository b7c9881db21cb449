package p

//go:noinline
func target() {}
