package harness

import (
	"errors"
	"math"
	"math/rand"
	"reflect"
	"sort"
	"unicode"
)

var (
	texts = []string{"", " ", "a", "b", "A", "0", "7", "/", ".", "..", "\n", "\t", "é", "世界", "\xff", "\x00", "-", "+", "_", ",", ":", "%41", "&lt;", "==",
		"hello", "Hello World", "a/b/../c", "/usr//lib/", "key=value", "x, y;z", "  padded  ", "12", "-3", "3.25", "1e5", "0x1F", "true", "foo.go", "abcabc", "https://host:80/p?q=1#f", "text/plain; charset=utf-8", "192.168.0.1", "aAbB9"}
	integers = []int64{-1, 0, 0, 1, 1, 2, 3, 4, 5, 7, 8, 10, 12, 16, 31, 32, 63, 64, 65, 100, 127, 128, 255, 256, 400, 1000, 2000, -2, -7, -100}
	floats   = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 2, 3, 0.1, 1e-10, 1e10, 1e300, -1e-300, math.Pi, 100, 7.25, math.NaN(), math.Inf(1), math.Inf(-1)}
	runes    = []rune{'a', 'b', 'z', 'A', 'Z', '0', '9', ' ', '\n', '\t', '/', '.', '-', '_', '"', '\\', '<', '&', 0, 0x7f, 0x80, 'é', 'ß', 'İ', '世', 0x1f600, 0xd800, 0xfffd, 0x10ffff, 0x110000, -1}
	booleans = []any{unicode.IsSpace, unicode.IsUpper, unicode.IsDigit, func(r rune) bool { return r == 'a' }, func(r rune) bool { return r < 'h' }}
)

// values draws arguments; earlier text arguments feed later ones, so that prefixes, separators and
// equal values occur.
type values struct {
	random *rand.Rand
	group  Group
	before []string
}

func newValues(group Group, input int) *values {
	return &values{random: rand.New(rand.NewSource(int64(input)*7919 + 17)), group: group}
}

func (v *values) arguments(signature reflect.Type) []reflect.Value {
	arguments := make([]reflect.Value, signature.NumIn())
	for i := range arguments {
		arguments[i] = v.value(signature.In(i), 0)
	}
	return arguments
}

func (v *values) value(kind reflect.Type, depth int) reflect.Value {
	value := reflect.New(kind).Elem()
	switch kind.Kind() {
	case reflect.Bool:
		value.SetBool(v.random.Intn(2) == 0)
	case reflect.Int32:
		value.SetInt(int64(v.character()))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int64:
		value.SetInt(v.integer(kind.Bits()))
	case reflect.Uint8:
		value.SetUint(uint64(v.octet()))
	case reflect.Uint, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		value.SetUint(v.word(kind.Bits()))
	case reflect.Float32, reflect.Float64:
		value.SetFloat(v.float())
	case reflect.String:
		value.SetString(v.text())
	case reflect.Slice:
		v.slice(value, depth)
	case reflect.Array:
		for i := 0; i < value.Len(); i++ {
			value.Index(i).Set(v.value(kind.Elem(), depth+1))
		}
	case reflect.Map:
		value.Set(reflect.MakeMap(kind))
		for i := v.random.Intn(4); i > 0; i-- {
			value.SetMapIndex(v.value(kind.Key(), depth+1), v.value(kind.Elem(), depth+1))
		}
	case reflect.Struct:
		for i := 0; i < value.NumField(); i++ {
			value.Field(i).Set(v.value(kind.Field(i).Type, depth+1))
		}
	case reflect.Func:
		value.Set(v.function(kind))
	case reflect.Interface:
		value.Set(v.dynamic(kind))
	}
	return value
}

func (v *values) slice(value reflect.Value, depth int) {
	if value.Type().Elem().Kind() == reflect.Uint8 {
		value.SetBytes([]byte(v.text()))
		return
	}
	n := v.random.Intn(6)
	if depth == 0 && v.random.Intn(4) == 0 {
		n = 10 + v.random.Intn(12)
	}
	value.Set(reflect.MakeSlice(value.Type(), n, n))
	for i := 0; i < n; i++ {
		value.Index(i).Set(v.value(value.Type().Elem(), depth+1))
	}
}

func (v *values) text() string {
	text := v.piece()
	for v.random.Intn(3) > 0 && len(text) < 60 {
		text += v.piece()
	}
	if n := len(v.before); n > 0 && len(v.before[n-1]) > 0 && v.random.Intn(2) == 0 {
		text = v.part(v.before[n-1])
	}
	v.before = append(v.before, text)
	return text
}

func (v *values) piece() string {
	if n := len(v.group.Strings); n > 0 && v.random.Intn(2) == 0 {
		return v.group.Strings[v.random.Intn(n)]
	}
	return texts[v.random.Intn(len(texts))]
}

func (v *values) part(text string) string {
	from := v.random.Intn(len(text))
	to := from + v.random.Intn(len(text)-from) + 1
	switch v.random.Intn(4) {
	case 0:
		return text
	case 1:
		return text[:to]
	case 2:
		return text[from:]
	}
	return text[from:to]
}

func (v *values) integer(bits int) int64 {
	pick := v.random.Intn(10)
	switch {
	case pick < 2 && len(v.before) > 0:
		return int64(len(v.before[len(v.before)-1]) - 1 + v.random.Intn(3))
	case pick < 5 && len(v.group.Numbers) > 0:
		return v.group.Numbers[v.random.Intn(len(v.group.Numbers))] - 1 + int64(v.random.Intn(3))
	case pick < 8:
		return integers[v.random.Intn(len(integers))]
	case pick < 9 && bits == 64:
		return int64(v.random.Intn(1 << 20))
	}
	return int64(v.random.Intn(40)) - 8
}

func (v *values) word(bits int) uint64 {
	switch v.random.Intn(4) {
	case 0:
		return v.random.Uint64() >> v.random.Intn(64)
	case 1:
		return ^uint64(0) << v.random.Intn(bits)
	case 2:
		return 1 << v.random.Intn(bits)
	}
	return uint64(v.integer(bits))
}

func (v *values) octet() byte {
	if v.random.Intn(4) == 0 {
		return byte(v.random.Intn(256))
	}
	return byte(v.character())
}

func (v *values) character() rune {
	switch pick := v.random.Intn(8); {
	case pick < 2 && len(v.group.Numbers) > 0:
		return rune(v.group.Numbers[v.random.Intn(len(v.group.Numbers))]) - 1 + rune(v.random.Intn(3))
	case pick < 3 && len(v.group.Strings) > 0:
		for _, r := range v.piece() {
			return r
		}
	case pick < 5:
		return rune(v.random.Intn(128))
	}
	return runes[v.random.Intn(len(runes))]
}

func (v *values) float() float64 {
	if v.random.Intn(2) == 0 {
		return floats[v.random.Intn(len(floats))]
	}
	return v.random.NormFloat64() * math.Pow(10, float64(v.random.Intn(6)-2))
}

func (v *values) function(kind reflect.Type) reflect.Value {
	pick := v.random.Intn(len(booleans))
	return reflect.MakeFunc(kind, func(arguments []reflect.Value) []reflect.Value {
		result := reflect.New(kind.Out(0)).Elem()
		first := arguments[0]
		switch {
		case kind.Out(0).Kind() == reflect.Bool && first.Kind() == reflect.Int32:
			result.SetBool(booleans[pick].(func(rune) bool)(rune(first.Int())))
		case kind.Out(0).Kind() == reflect.Bool && first.CanInt():
			result.SetBool(first.Int() >= int64(pick*3))
		case kind.Out(0).Kind() == reflect.Bool && first.CanUint():
			result.SetBool(first.Uint() >= uint64(pick*40))
		case kind.Out(0).Kind() == reflect.Int32 && first.Int() != 'a':
			result.SetInt(int64(unicode.ToUpper(rune(first.Int())) + rune(pick-1)))
		case kind.Out(0) == first.Type() && first.Kind() != reflect.Int32:
			result.Set(first)
		case kind.Out(0).Kind() == reflect.Int32:
			result.SetInt(-1)
		}
		return []reflect.Value{result}
	})
}

func (v *values) dynamic(kind reflect.Type) reflect.Value {
	options := []any{sort.IntSlice{5, 2, 9, 1}, sort.StringSlice{"b", "a", "c"}, errors.New("failed"), 3, "text", 2.5, true, []byte("ab")}
	for _, at := range v.random.Perm(len(options)) {
		if reflect.TypeOf(options[at]).Implements(kind) {
			if numbers, ok := options[at].(sort.IntSlice); ok {
				return reflect.ValueOf(append(numbers, v.random.Perm(v.random.Intn(12))...))
			}
			return reflect.ValueOf(options[at])
		}
	}
	return reflect.Zero(kind)
}
