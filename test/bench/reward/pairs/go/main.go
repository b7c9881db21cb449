// Command pairs makes the labelled Go pairs of the reward benchmark, ../go.jsonl: rewrites and
// mutants of functions of Go's standard library (BSD-3, see LICENSE; SOURCES.txt says where each
// comes from), labelled by running original and candidate on 110 generated inputs.
//
// To make the data again (Go 1.19, some minutes; the same for the same seed, but that a call may time
// out on a busy machine, which leaves its function out):
//
//	cd test/bench/reward/pairs/go
//	GOCACHE=$PWD/../../../../../.cache/bench/go GOFLAGS=-mod=mod go run . -seed 4
//
// The transforms know syntax and types only, nothing of the reward they judge.
package main

import (
	"flag"
	"fmt"
	"log"
	"math/rand"
)

func main() {
	log.SetFlags(log.Ltime)
	seed := flag.Int64("seed", 4, "seed of every choice")
	output := flag.String("output", "../go.jsonl", "file of the pairs")
	work := flag.String("work", "../../../../../.cache/bench/go-pairs", "folder for the program that labels")
	only := flag.String("only", "", "make pairs of this function alone")
	flag.Parse()
	if err := makePairs(*seed, *output, *work, *only); err != nil {
		log.Fatal(err)
	}
}

func makePairs(seed int64, output, work, only string) error {
	functions, err := harvest(only)
	if err != nil {
		return err
	}
	log.Printf("%d functions in reach", len(functions))
	reports, err := execute(work, originals(functions))
	if err != nil {
		return err
	}
	functions = worthwhile(functions, reports)
	log.Printf("%d functions chosen", len(functions))
	random := rand.New(rand.NewSource(seed))
	groups := make([]group, 0, len(functions))
	for _, function := range functions {
		groups = append(groups, group{function: function, candidates: propose(function, random)})
	}
	reports, err = execute(work, groups)
	if err != nil {
		return err
	}
	pairs := label(groups, reports, random)
	if err := writePairs(output, pairs); err != nil {
		return err
	}
	if err := writeSources("SOURCES.txt", pairs, functions); err != nil {
		return err
	}
	fmt.Print(summary(pairs))
	return nil
}
