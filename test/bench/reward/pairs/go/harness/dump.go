package harness

import (
	"fmt"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

const maxDepth = 8

func dumpAll(values []reflect.Value) string {
	var text strings.Builder
	for _, value := range values {
		dump(&text, value, 0)
		text.WriteByte(';')
	}
	return text.String()
}

// dump writes a value without addresses. A nil slice or map is the same as an empty one.
func dump(text *strings.Builder, value reflect.Value, depth int) {
	if depth > maxDepth {
		text.WriteString("...")
		return
	}
	if value.IsValid() && value.CanInterface() {
		if failure, ok := value.Interface().(error); ok && !isNil(value) {
			fmt.Fprintf(text, "error(%q)", failure.Error())
			return
		}
	}
	switch value.Kind() {
	case reflect.Bool:
		fmt.Fprint(text, value.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		fmt.Fprint(text, value.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		fmt.Fprint(text, value.Uint())
	case reflect.Float32, reflect.Float64:
		text.WriteString(strconv.FormatFloat(value.Float(), 'g', -1, 64))
	case reflect.Complex64, reflect.Complex128:
		fmt.Fprint(text, value.Complex())
	case reflect.String:
		text.WriteString(strconv.Quote(value.String()))
	case reflect.Slice, reflect.Array:
		text.WriteByte('[')
		for i := 0; i < value.Len(); i++ {
			dump(text, value.Index(i), depth+1)
			text.WriteByte(',')
		}
		text.WriteByte(']')
	case reflect.Map:
		dumpMap(text, value, depth)
	case reflect.Struct:
		text.WriteString(value.Type().Name() + "{")
		for i := 0; i < value.NumField(); i++ {
			dump(text, value.Field(i), depth+1)
			text.WriteByte(',')
		}
		text.WriteByte('}')
	case reflect.Pointer, reflect.Interface:
		if value.IsNil() {
			text.WriteString("nil")
			return
		}
		text.WriteByte('&')
		dump(text, value.Elem(), depth+1)
	default:
		fmt.Fprintf(text, "%v %v", value.Kind(), value.IsValid() && isNil(value))
	}
}

func dumpMap(text *strings.Builder, value reflect.Value, depth int) {
	entries := make([]string, 0, value.Len())
	for _, key := range value.MapKeys() {
		var entry strings.Builder
		dump(&entry, key, depth+1)
		entry.WriteByte(':')
		dump(&entry, value.MapIndex(key), depth+1)
		entries = append(entries, entry.String())
	}
	sort.Strings(entries)
	fmt.Fprintf(text, "map%q", entries)
}

func isNil(value reflect.Value) bool {
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice, reflect.Func, reflect.Chan:
		return value.IsNil()
	}
	return false
}
