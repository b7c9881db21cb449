package main

import (
	"go/ast"
	"go/token"
)

func (u *unit) loops(visit func(*ast.ForStmt)) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for _, statement := range list {
			if loop, ok := statement.(*ast.ForStmt); ok {
				visit(loop)
			}
		}
	})
}

func optional(u *unit, node ast.Node, present bool) string {
	if !present {
		return ""
	}
	return u.source(node)
}

// for init; c; post {B} -> init; for c {B; post}
func forToWhile(u *unit) (sites []site) {
	u.loops(func(loop *ast.ForStmt) {
		if loop.Init == nil && loop.Post == nil || branches(loop.Body, token.CONTINUE) {
			return
		}
		init := optional(u, loop.Init, loop.Init != nil)
		post := optional(u, loop.Post, loop.Post != nil)
		condition := optional(u, loop.Cond, loop.Cond != nil)
		sites = append(sites, site{
			{u.offset(loop.Pos()), u.offset(loop.Body.Pos()), init + "\nfor " + condition},
			u.insert(loop.Body.Rbrace, "\n"+post+"\n"),
		})
	})
	return sites
}

// for c {B; i++} -> for ; c; i++ {B}
func whileToFor(u *unit) (sites []site) {
	u.loops(func(loop *ast.ForStmt) {
		if loop.Post != nil || loop.Cond == nil || len(loop.Body.List) < 2 || branches(loop.Body, token.CONTINUE) {
			return
		}
		last := loop.Body.List[len(loop.Body.List)-1]
		assign, isAssign := last.(*ast.AssignStmt)
		if _, step := last.(*ast.IncDecStmt); step || isAssign && assign.Tok != token.DEFINE {
			sites = append(sites, site{
				{u.offset(loop.Pos()), u.offset(loop.Body.Pos()), "for " + optional(u, loop.Init, loop.Init != nil) + ";" + u.source(loop.Cond) + ";" + u.source(last)},
				u.remove(last),
			})
		}
	})
	return sites
}

// for init; c; post {B} -> for init; ; post {if !c {break}; B}
func whileTrue(u *unit) (sites []site) {
	u.loops(func(loop *ast.ForStmt) {
		if loop.Cond == nil {
			return
		}
		sites = append(sites, site{u.remove(loop.Cond), u.insert(loop.Body.Lbrace+1, "\nif "+u.negated(loop.Cond)+" {\nbreak\n}\n")})
	})
	return sites
}
