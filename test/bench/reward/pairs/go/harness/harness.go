// Package harness runs one function and its candidates on the same generated inputs and says how
// often they agree: in results, panics and what they did to their arguments.
package harness

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Inputs is the number of inputs on which a function is compared.
const Inputs = 110

const (
	callLimit     = time.Second
	originalLimit = 50 * time.Millisecond
	memoryLimit   = 6 << 30
)

// Group is one function: Functions[0] is the original, the others are candidates. Strings and
// Numbers are literals of its source, likely to reach its branches.
type Group struct {
	Functions []any
	Strings   []string
	Numbers   []int64
}

// Report is one line of the output. Index 0 reports the original against itself.
type Report struct {
	Index    int
	Agreed   int
	Executed int
	// Succeeded counts inputs without a panic and without an error returned.
	Succeeded int
	// Distinct counts different outcomes.
	Distinct int
}

// Main runs the group named by the first argument from the candidate named by the second on. It
// ends the process when a call does not return: the caller starts it again behind that candidate.
func Main(groups []Group) {
	if err := syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: memoryLimit, Max: memoryLimit}); err != nil {
		panic(err)
	}
	which, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	from, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	group := groups[which]
	expected := make([]string, Inputs)
	for i := range expected {
		outcome, ended := call(group, 0, i, originalLimit)
		if !ended {
			return
		}
		expected[i] = outcome
	}
	for index := from; index < len(group.Functions); index++ {
		if !compare(group, index, expected) {
			return
		}
	}
}

func compare(group Group, index int, expected []string) bool {
	report := Report{Index: index}
	distinct := map[string]bool{}
	hung := false
	for i := 0; i < Inputs && !hung; i++ {
		outcome, ended := call(group, index, i, callLimit)
		if !ended { // again: the machine may be busy
			outcome, ended = call(group, index, i, callLimit)
		}
		report.Executed++
		hung = !ended
		if ended && outcome == expected[i] {
			report.Agreed++
		}
		if !strings.HasPrefix(outcome, "panic") && !strings.Contains(outcome, "error(") {
			report.Succeeded++
		}
		distinct[outcome] = true
	}
	report.Distinct = len(distinct)
	line, err := json.Marshal(report)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
	return !hung
}

// call gives the outcome of one call as text; false when it did not return in time.
func call(group Group, index, input int, limit time.Duration) (string, bool) {
	done := make(chan string, 1)
	go func() {
		function := reflect.ValueOf(group.Functions[index])
		arguments := newValues(group, input).arguments(function.Type())
		defer func() {
			if cause := recover(); cause != nil {
				done <- "panic " + panicClass(cause) + " with " + dumpAll(arguments)
			}
		}()
		var results []reflect.Value
		if function.Type().IsVariadic() {
			results = function.CallSlice(arguments)
		} else {
			results = function.Call(arguments)
		}
		done <- dumpAll(results) + " with " + dumpAll(arguments)
	}()
	select {
	case outcome := <-done:
		return outcome, true
	case <-time.After(limit):
		return "", false
	}
}

// panicClass leaves out the numbers of "index out of range [5] with length 3".
func panicClass(cause any) string {
	text, _, _ := strings.Cut(fmt.Sprint(cause), "[")
	return fmt.Sprintf("%T %s", cause, text)
}
