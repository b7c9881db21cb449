package p

// Add adds.
//
// More text.
//
//go:noinline
func Add(a, b int, c ...string) (n int, err error) {
	double := func(x int) int { return 2 * x }
	go func() {}()
	return double(a), nil
}

/* M is a method. */
func (r *T[K, V]) M(k K) V { var v V; return v }

type Doer interface {
	// Do it.
	Do(x int) error
}

func Map[T any, U any](xs []T, f func(T) U) []U { return nil }

// Not attached.

var handler = func(w Writer) {}
var table = map[string]func(){"a": func() {}}

func assembly(x int) int
