package p

type T struct{}

// target does nothing.
//
// At all: */ // go:noinline
func (t *T) target() {}
