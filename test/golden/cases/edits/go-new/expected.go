package p

// target adds. Turns a title into a slug that can stand in an address: lower
// case, words joined by hyphens, nothing else in it at all.
//
// 	code that stays as it is
//
// A list:
//   - one
//   - two
func target(a, b int) int {
	return a + b
}
