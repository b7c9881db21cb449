// Package bytealg stands in for internal/bytealg, which only the standard library itself may
// import, so that functions of strings, bytes and others can be compiled outside it.
package bytealg

import (
	"bytes"
	"strings"
)

// MaxLen is the longest needle for which Index may be called: none, as on a machine without
// an assembly version.
var MaxLen = 0

// MaxBruteForce is the size up to which brute force is tried.
const MaxBruteForce = 0

// PrimeRK is the prime of the Rabin-Karp hash.
const PrimeRK = 16777619

// Cutover is the number of failures after which Index is preferred over IndexByte.
func Cutover(n int) int { panic("unimplemented") }

// Compare orders a and b.
func Compare(a, b []byte) int { return bytes.Compare(a, b) }

// Count counts c in b.
func Count(b []byte, c byte) int { return bytes.Count(b, []byte{c}) }

// CountString counts c in s.
func CountString(s string, c byte) int { return strings.Count(s, string([]byte{c})) }

// Equal tells whether a and b hold the same bytes.
func Equal(a, b []byte) bool { return bytes.Equal(a, b) }

// Index finds b in a.
func Index(a, b []byte) int { return bytes.Index(a, b) }

// IndexString finds b in a.
func IndexString(a, b string) int { return strings.Index(a, b) }

// IndexByte finds c in b.
func IndexByte(b []byte, c byte) int { return bytes.IndexByte(b, c) }

// IndexByteString finds c in s.
func IndexByteString(s string, c byte) int { return strings.IndexByte(s, c) }

// IndexRabinKarp finds substr in s.
func IndexRabinKarp(s, substr string) int { return strings.Index(s, substr) }

// IndexRabinKarpBytes finds sep in s.
func IndexRabinKarpBytes(s, sep []byte) int { return bytes.Index(s, sep) }

// HashStr is the Rabin-Karp hash of sep and the power to roll it.
func HashStr(sep string) (uint32, uint32) { return hash(len(sep), func(i int) byte { return sep[i] }) }

// HashStrRev is HashStr from the end.
func HashStrRev(sep string) (uint32, uint32) {
	return hash(len(sep), func(i int) byte { return sep[len(sep)-1-i] })
}

// HashStrRevBytes is HashStrRev for bytes.
func HashStrRevBytes(sep []byte) (uint32, uint32) {
	return hash(len(sep), func(i int) byte { return sep[len(sep)-1-i] })
}

func hash(n int, at func(int) byte) (uint32, uint32) {
	sum, power, square := uint32(0), uint32(1), uint32(PrimeRK)
	for i := 0; i < n; i++ {
		sum = sum*PrimeRK + uint32(at(i))
	}
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			power *= square
		}
		square *= square
	}
	return sum, power
}
