package p

func main() {
	target := func(x int) int { return x }
	target(1)
}
