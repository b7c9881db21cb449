package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"log"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"time"

	"pairs/harness"
)

const (
	workers      = 2
	processLimit = 3 * time.Minute
	perPackage   = 4
	maxFunctions = 90
)

func originals(functions []*function) []group {
	groups := make([]group, len(functions))
	for i, function := range functions {
		groups[i] = group{function: function}
	}
	return groups
}

// execute runs each group and gives its reports by candidate, 0 being the original. A candidate
// without a report ended its process.
func execute(work string, groups []group) ([]map[int]harness.Report, error) {
	binary, err := compile(work, groups)
	if err != nil {
		return nil, err
	}
	reports := make([]map[int]harness.Report, len(groups))
	queue := make(chan int)
	var running sync.WaitGroup
	for i := 0; i < workers; i++ {
		running.Add(1)
		go func() {
			defer running.Done()
			for at := range queue {
				reports[at] = runGroup(binary, at, len(groups[at].candidates)+1)
			}
		}()
	}
	for at := range groups {
		queue <- at
	}
	close(queue)
	running.Wait()
	return reports, nil
}

func runGroup(binary string, at, count int) map[int]harness.Report {
	reports := map[int]harness.Report{}
	for from := 0; from < count; {
		limit, cancel := context.WithTimeout(context.Background(), processLimit)
		output, _ := exec.CommandContext(limit, binary, fmt.Sprint(at), fmt.Sprint(from)).Output()
		cancel()
		next := from
		for lines := bufio.NewScanner(bytes.NewReader(output)); lines.Scan(); {
			var report harness.Report
			if json.Unmarshal(lines.Bytes(), &report) == nil {
				reports[report.Index] = report
				next = report.Index + 1
			}
		}
		if _, known := reports[0]; !known {
			return reports
		}
		if next < count && reports[next-1].Executed == harness.Inputs {
			next++ // this one ended the process without a report
		}
		from = next
	}
	return reports
}

// compile builds one program with a package a group.
func compile(work string, groups []group) (string, error) {
	work, err := filepath.Abs(work)
	if err != nil {
		return "", err
	}
	if err := os.RemoveAll(work); err != nil {
		return "", err
	}
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	files := map[string]string{
		"go.mod": fmt.Sprintf("module labels\n\ngo 1.19\n\nrequire pairs v0.0.0\n\nreplace pairs => %s\n", here),
	}
	main := "package main\n\nimport (\n\t\"pairs/harness\"\n"
	list := ""
	for at, group := range groups {
		name := fmt.Sprintf("g%04d", at)
		if err := group.program(name, files); err != nil {
			return "", fmt.Errorf("%s: %w", group.function.name, err)
		}
		main += fmt.Sprintf("\t\"labels/%s\"\n", name)
		list += fmt.Sprintf("\t\t%s.Group,\n", name)
	}
	files["main.go"] = main + ")\n\nfunc main() {\n\tharness.Main([]harness.Group{\n" + list + "\t})\n}\n"
	for name, text := range files {
		path := filepath.Join(work, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return "", err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return "", err
		}
	}
	binary := filepath.Join(work, "labels")
	build := exec.Command("go", "build", "-gcflags=-N -l", "-o", binary, ".")
	build.Dir = work
	log.Printf("compiling %d groups", len(groups))
	if output, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, output)
	}
	return binary, nil
}

// program writes the group's package: its context, and a file a candidate.
func (g group) program(name string, files map[string]string) error {
	header := "package " + name + "\n\n"
	files[name+"/context.go"] = header + importsOf(g.function, g.function.context) + g.function.context
	texts := []string{g.function.text}
	for _, candidate := range g.candidates {
		texts = append(texts, candidate.text)
	}
	_, base, _ := strings.Cut(g.function.name, ".")
	functions := base
	for i, text := range texts {
		if i > 0 {
			renamed, err := withSuffix(g.function, text, fmt.Sprintf("_%d", i))
			if err != nil {
				return err
			}
			text = renamed
			functions += fmt.Sprintf(", %s_%d", base, i)
		}
		files[fmt.Sprintf("%s/candidate%d.go", name, i)] = header + importsOf(g.function, text) + text + "\n"
	}
	files[name+"/group.go"] = fmt.Sprintf("%simport \"pairs/harness\"\n\nvar Group = harness.Group{\n\tFunctions: []any{%s},\n\tStrings: %#v,\n\tNumbers: %#v,\n}\n",
		header, functions, g.function.strings, g.function.numbers)
	return nil
}

// withSuffix renames what the candidate declares, so that all candidates fit one package.
func withSuffix(of *function, text, suffix string) (string, error) {
	u, err := check(of, text, rand.New(rand.NewSource(0)))
	if err != nil {
		return "", err
	}
	own := map[string]bool{}
	for _, declaration := range u.file.Decls {
		if declared, ok := declaration.(*ast.FuncDecl); ok {
			own[declared.Name.Name] = true
		}
	}
	var edits site
	ast.Inspect(u.file, func(node ast.Node) bool {
		identifier, ok := node.(*ast.Ident)
		if ok && own[identifier.Name] && u.info.ObjectOf(identifier) != nil && u.info.ObjectOf(identifier).Parent() == u.pkg.Scope() {
			edits = append(edits, u.insert(identifier.End(), suffix))
		}
		return true
	})
	return u.apply(edits)
}

// worthwhile chooses functions that behave: they end, repeat themselves, mostly succeed and tell
// inputs apart; not too many of one package.
func worthwhile(functions []*function, reports []map[int]harness.Report) []*function {
	perLibrary := map[string][]*function{}
	for i, function := range functions {
		report, ok := reports[i][0]
		if ok && report.Agreed == harness.Inputs && report.Succeeded*4 >= harness.Inputs && report.Distinct >= 6 {
			perLibrary[function.library] = append(perLibrary[function.library], function)
		}
	}
	for _, of := range perLibrary {
		sort.Slice(of, func(i, j int) bool { return interest(of[i]) > interest(of[j]) })
	}
	var chosen []*function
	for round := 0; round < perPackage; round++ {
		for _, library := range libraries {
			if of := perLibrary[library]; round < len(of) && len(chosen) < maxFunctions {
				chosen = append(chosen, of[round])
			}
		}
	}
	sort.Slice(chosen, func(i, j int) bool { return chosen[i].name < chosen[j].name })
	return chosen
}

// interest prefers functions near 16 lines.
func interest(of *function) int {
	away := strings.Count(of.text, "\n") + 1 - 16
	if away < 0 {
		return 3 * away
	}
	return -away
}
