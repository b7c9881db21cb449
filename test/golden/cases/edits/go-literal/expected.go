package p

func main() {
	// target gives x back.
	target := func(x int) int { return x }
	target(1)
}
