package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

// switch -> if, else if, else
func switchToIf(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for _, statement := range list {
			node, ok := statement.(*ast.SwitchStmt)
			if !ok || len(node.Body.List) == 0 || branches(node.Body, token.BREAK, token.FALLTHROUGH) {
				continue
			}
			prelude, tag := optional(u, node.Init, node.Init != nil), ""
			if node.Tag != nil {
				tag = u.source(node.Tag)
				if _, simple := node.Tag.(*ast.Ident); !simple {
					tag = u.fresh("key", "kind", "subject")
					prelude += "\n" + tag + " := " + u.source(node.Tag)
				}
			}
			sites = append(sites, site{u.replace(node, prelude+"\n"+u.chain(node, tag))})
		}
	})
	return sites
}

func (u *unit) chain(node *ast.SwitchStmt, tag string) string {
	var parts []string
	last := ""
	for _, statement := range node.Body.List {
		clause := statement.(*ast.CaseClause)
		body := "{\n" + strings.TrimSpace(u.between(clause.Colon+1, clause.End())) + "\n}"
		if clause.List == nil {
			last = " else " + body
			continue
		}
		var tests []string
		for _, value := range clause.List {
			switch {
			case tag != "":
				tests = append(tests, tag+" == "+u.operand(value))
			case len(clause.List) > 1:
				tests = append(tests, "("+u.source(value)+")")
			default:
				tests = append(tests, u.source(value))
			}
		}
		parts = append(parts, "if "+strings.Join(tests, " || ")+" "+body)
	}
	return strings.Join(parts, " else ") + last
}

// if, else if, else -> switch
func ifToSwitch(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for _, statement := range list {
			node, ok := statement.(*ast.IfStmt)
			if !ok || node.Else == nil || branches(node, token.BREAK) {
				continue
			}
			if cases, ok := u.cases(node); ok {
				sites = append(sites, site{u.replace(node, "switch {\n"+cases+"}")})
			}
		}
	})
	return sites
}

func (u *unit) cases(node *ast.IfStmt) (string, bool) {
	if node.Init != nil {
		return "", false
	}
	text := fmt.Sprintf("case %s:\n%s\n", u.source(node.Cond), u.body(node.Body))
	switch other := node.Else.(type) {
	case nil:
		return text, true
	case *ast.IfStmt:
		rest, ok := u.cases(other)
		return text + rest, ok
	case *ast.BlockStmt:
		return text + "default:\n" + u.body(other) + "\n", true
	}
	return "", false
}
