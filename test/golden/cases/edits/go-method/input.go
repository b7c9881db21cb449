package p

type T struct{}

// old
func (t *T) target() {}
