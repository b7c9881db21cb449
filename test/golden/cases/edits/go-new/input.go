package p

func target(a, b int) int {
	return a + b
}
