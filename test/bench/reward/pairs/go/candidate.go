package main

import (
	"math/rand"
	"strings"
)

const (
	perMutant = 3 // candidates a kind of mutant
	chains    = 6
)

// candidate is a rewritten or mutated function; its label comes from running it.
type candidate struct {
	text      string
	setting   string
	transform string
	depth     int
	rewrite   bool // meant to be equal
	chain     int  // candidates of the same chain of rewrites
}

type group struct {
	function   *function
	candidates []candidate
}

// propose makes single rewrites, single mutants and chains of rewrites with mutants of them.
func propose(of *function, random *rand.Rand) []candidate {
	p := &proposer{of: of, random: random, seen: map[string]bool{of.text: true}}
	for _, kind := range append(append([]transform(nil), idioms...), plain...) {
		for _, text := range p.transformed(of.text, kind, 2) {
			p.add(candidate{text: text, setting: "single", transform: kind.name, depth: 1, rewrite: true})
		}
	}
	for _, kind := range mutants {
		for _, text := range p.transformed(of.text, kind, perMutant) {
			p.add(candidate{text: text, setting: "single", transform: kind.name, depth: 1})
		}
	}
	for chain := 1; chain <= chains; chain++ {
		p.matched(chain, 1+random.Intn(3))
	}
	return p.candidates
}

type proposer struct {
	of         *function
	random     *rand.Rand
	seen       map[string]bool
	candidates []candidate
}

func (p *proposer) add(c candidate) bool {
	if p.seen[c.text] {
		return false
	}
	p.seen[c.text] = true
	p.candidates = append(p.candidates, c)
	return true
}

// transformed applies a transform at up to so many places, one a candidate.
func (p *proposer) transformed(text string, kind transform, limit int) []string {
	u, err := check(p.of, text, p.random)
	if err != nil {
		return nil
	}
	sites := kind.sites(u)
	var texts []string
	for _, at := range p.random.Perm(len(sites)) {
		if len(texts) == limit {
			break
		}
		changed, err := u.apply(sites[at])
		if err != nil {
			continue
		}
		if _, err := check(p.of, changed, p.random); err == nil {
			texts = append(texts, changed)
		}
	}
	return texts
}

// matched adds a chain of idiom rewrites, and the same with one mutant on top.
func (p *proposer) matched(chain, depth int) {
	text := p.of.text
	var names []string
	for _, at := range p.random.Perm(len(idioms)) {
		if len(names) == depth {
			break
		}
		if idioms[at].name == "extract_helper" || undoes(idioms[at].name, names) {
			continue
		}
		if texts := p.transformed(text, idioms[at], 1); len(texts) > 0 {
			text = texts[0]
			names = append(names, idioms[at].name)
		}
	}
	if len(names) == 0 {
		return
	}
	transforms := strings.Join(names, "+")
	p.add(candidate{text: text, setting: "matched", transform: transforms, depth: len(names), rewrite: true, chain: chain})
	found := 0
	for _, at := range p.random.Perm(len(mutants)) {
		if found == 3 {
			break
		}
		for _, mutated := range p.transformed(text, mutants[at], 1) {
			if p.add(candidate{text: mutated, setting: "matched", transform: transforms + "|" + mutants[at].name, depth: len(names), chain: chain}) {
				found++
			}
		}
	}
}

// inverses undo each other: a chain takes one of them.
var inverses = [][2]string{
	{"early_to_else", "else_to_early"}, {"for_to_while", "while_to_for"}, {"range_to_index", "index_to_range"},
	{"switch_to_if", "if_to_switch"}, {"nest_and", "merge_and"}, {"bool_return", "return_condition"},
	{"aug_expand", "aug_contract"}, {"extract_temp", "inline_temp"}, {"split_assign", "join_assign"},
	{"var_declaration", "short_declaration"}, {"bare_return", "explicit_return"},
}

func undoes(name string, before []string) bool {
	for _, pair := range inverses {
		for _, other := range before {
			if pair == [2]string{name, other} || pair == [2]string{other, name} {
				return true
			}
		}
	}
	return false
}
