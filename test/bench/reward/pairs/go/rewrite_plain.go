package main

import (
	"go/ast"
	"go/token"
	"strings"
)

// deadCode adds code that never runs or whose value is never used.
func deadCode(u *unit) (sites []site) {
	name := u.fresh("unused", "debug", "ignored", "scratch")
	snippets := []string{
		"if false {\npanic(\"unreachable\")\n}\n",
		"const " + name + " = 42\n",
		name + " := 0\n_ = " + name + "\n",
		name + " := []string{\"a\", \"b\"}\nfor _, s := range " + name + " {\n_ = len(s)\n}\n",
	}
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		if len(list) > 0 {
			at := list[u.random.Intn(len(list))]
			sites = append(sites, site{u.insert(at.Pos(), snippets[u.random.Intn(len(snippets))])})
		}
	})
	return sites
}

var remarks = []string{"Handle this case first.", "See above.", "Keep going.", "This is the common path.", "Nothing else to do here.", "Note the order."}

// formatComments adds comments and empty lines at several statements.
func formatComments(u *unit) []site {
	var edits site
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for i, statement := range list {
			switch pick := u.random.Intn(4); {
			case pick == 0:
				edits = append(edits, u.insert(statement.Pos(), "// "+remarks[u.random.Intn(len(remarks))]+"\n"))
			case pick == 1 && i > 0:
				edits = append(edits, u.insert(statement.Pos(), "\n"))
			}
		}
	})
	if len(edits) == 0 || strings.Contains(u.text, "`") {
		return nil
	}
	return []site{edits}
}

// parentheses puts operands of operators and returned values in parentheses.
func parentheses(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		binary, ok := node.(*ast.BinaryExpr)
		if !ok {
			return
		}
		if _, wrapped := u.parents[node].(*ast.ParenExpr); !wrapped {
			sites = append(sites, site{u.replace(binary, "("+u.source(binary)+")")})
		}
	})
	return sites
}
