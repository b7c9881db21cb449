package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand"
	"os"
	"sort"
	"strings"

	"pairs/harness"
)

const (
	singleEqual  = 5
	singleBroken = 5
	matchedEach  = 3
)

// pair is one line of the data, in the format of the study.
type pair struct {
	ID        string  `json:"id"`
	Group     string  `json:"group"`
	Language  string  `json:"language"`
	Original  string  `json:"original"`
	Candidate string  `json:"candidate"`
	Setting   string  `json:"setting"`
	Transform string  `json:"transform"`
	Depth     int     `json:"depth"`
	Equal     bool    `json:"equal"`
	Agree     float64 `json:"agree"`
	Lines     int     `json:"lines"`
}

// label keeps rewrites that agree on every input and mutants that do not, some of each kind. A
// mutant that always agrees is unknown, a rewrite that does not is a fault of the rewrite.
func label(groups []group, reports []map[int]harness.Report, random *rand.Rand) []pair {
	var pairs []pair
	faults := map[string]int{}
	for at, group := range groups {
		var known []pair
		var chainOf []int
		for i, candidate := range group.candidates {
			report, ok := reports[at][i+1]
			if !ok {
				continue
			}
			equal := report.Agreed == harness.Inputs
			if equal != candidate.rewrite {
				if candidate.rewrite {
					faults[candidate.transform]++
					fmt.Fprintf(os.Stderr, "%s %s disagrees:\n%s\n", group.function.name, candidate.transform, candidate.text)
				}
				continue
			}
			agree := math.Round(float64(report.Agreed)/float64(report.Executed)*1e4) / 1e4
			known = append(known, pair{
				Group: "go:" + group.function.name, Language: "go", Original: group.function.text,
				Candidate: candidate.text, Setting: candidate.setting, Transform: candidate.transform,
				Depth: candidate.depth, Equal: equal, Agree: agree, Lines: strings.Count(group.function.text, "\n") + 1,
			})
			chainOf = append(chainOf, candidate.chain)
		}
		pairs = append(pairs, choose(known, chainOf, random)...)
	}
	fmt.Fprintln(os.Stderr, "rewrites that disagreed:", faults)
	return pairs
}

// choose takes a few pairs of a function, one of each transform first, and of the chains only
// those with both an equal and a broken end.
func choose(known []pair, chainOf []int, random *rand.Rand) []pair {
	ends := map[int]map[bool]int{}
	var single []int
	for i := range known {
		switch {
		case chainOf[i] == 0:
			single = append(single, i)
		case ends[chainOf[i]] == nil:
			ends[chainOf[i]] = map[bool]int{known[i].Equal: i}
		default:
			if _, taken := ends[chainOf[i]][known[i].Equal]; !taken {
				ends[chainOf[i]][known[i].Equal] = i
			}
		}
	}
	random.Shuffle(len(single), func(i, j int) { single[i], single[j] = single[j], single[i] })
	var chosen []int
	count := map[bool]int{}
	transforms := map[string]bool{}
	for round := 0; round < 2; round++ {
		for _, i := range single {
			limit := map[bool]int{true: singleEqual, false: singleBroken}[known[i].Equal]
			if (round == 1 || !transforms[known[i].Transform]) && count[known[i].Equal] < limit && !contains(chosen, i) {
				transforms[known[i].Transform] = true
				count[known[i].Equal]++
				chosen = append(chosen, i)
			}
		}
	}
	taken := 0
	for chain := 1; chain <= chains && taken < matchedEach; chain++ {
		if len(ends[chain]) == 2 {
			chosen = append(chosen, ends[chain][true], ends[chain][false])
			taken++
		}
	}
	sort.Ints(chosen)
	var pairs []pair
	for n, i := range chosen {
		known[i].ID = fmt.Sprintf("%s#%d", known[i].Group, n)
		pairs = append(pairs, known[i])
	}
	return pairs
}

func contains(list []int, value int) bool {
	for _, other := range list {
		if other == value {
			return true
		}
	}
	return false
}

func writePairs(path string, pairs []pair) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	for _, pair := range pairs {
		if err := encoder.Encode(pair); err != nil {
			return err
		}
	}
	return os.WriteFile(path, text.Bytes(), 0o644)
}

// writeSources lists where each function comes from.
func writeSources(path string, pairs []pair, functions []*function) error {
	used := map[string]bool{}
	for _, pair := range pairs {
		used[pair.Group] = true
	}
	text := "# function, file of Go 1.19 (BSD-3-Clause, see LICENSE)\n"
	for _, function := range functions {
		if used["go:"+function.name] {
			text += fmt.Sprintf("go:%s %s\n", function.name, function.origin)
		}
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

func summary(pairs []pair) string {
	count := map[string]int{}
	groups := map[string]bool{}
	for _, pair := range pairs {
		groups[pair.Group] = true
		count[fmt.Sprintf("%s equal=%v", pair.Setting, pair.Equal)]++
		for _, name := range strings.FieldsFunc(pair.Transform, func(r rune) bool { return r == '+' || r == '|' }) {
			count["  "+name]++
		}
	}
	var lines []string
	for name, n := range count {
		lines = append(lines, fmt.Sprintf("%-32s %5d\n", name, n))
	}
	sort.Strings(lines)
	return fmt.Sprintf("%d pairs of %d functions\n%s", len(pairs), len(groups), strings.Join(lines, ""))
}
