package main

import (
	"go/ast"
	"go/token"
)

func (u *unit) ifs(visit func(*ast.IfStmt)) {
	u.inspect(func(node ast.Node) {
		if node, ok := node.(*ast.IfStmt); ok {
			visit(node)
		}
	})
}

func elseBlock(node *ast.IfStmt) *ast.BlockStmt {
	block, _ := node.Else.(*ast.BlockStmt)
	return block
}

// if c {A} else {B} -> if !c {B} else {A}
func ifInvert(u *unit) (sites []site) {
	u.ifs(func(node *ast.IfStmt) {
		if other := elseBlock(node); other != nil {
			sites = append(sites, site{u.replace(node.Cond, u.negated(node.Cond)), u.replace(node.Body, u.source(other)), u.replace(other, u.source(node.Body))})
		}
	})
	return sites
}

// if c {return}; rest -> if c {return} else {rest}
func earlyToElse(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, end token.Pos) {
		for i, statement := range list {
			node, ok := statement.(*ast.IfStmt)
			if ok && node.Else == nil && terminates(node.Body.List) && i+1 < len(list) {
				sites = append(sites, site{u.insert(node.End(), " else {"), u.insert(end, "\n}\n")})
			}
		}
	})
	return sites
}

// if c {return} else {B} -> if c {return}; B
func elseToEarly(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for _, statement := range list {
			node, ok := statement.(*ast.IfStmt)
			if !ok || !terminates(node.Body.List) || node.Init != nil {
				continue
			}
			if other := elseBlock(node); other != nil {
				sites = append(sites, site{{u.offset(node.Body.End()), u.offset(node.End()), "\n" + u.body(other)}})
			} else if chain, ok := node.Else.(*ast.IfStmt); ok {
				sites = append(sites, site{{u.offset(node.Body.End()), u.offset(chain.Pos()), "\n"}})
			}
		}
	})
	return sites
}

// if a && b {X} -> if a { if b {X} }
func nestAnd(u *unit) (sites []site) {
	u.ifs(func(node *ast.IfStmt) {
		condition, ok := node.Cond.(*ast.BinaryExpr)
		if ok && condition.Op == token.LAND && node.Else == nil {
			sites = append(sites, site{
				u.replace(condition, u.unwrapped(condition.X)),
				u.insert(node.Body.Lbrace+1, "\nif "+u.unwrapped(condition.Y)+" {"),
				u.insert(node.Body.Rbrace, "}\n"),
			})
		}
	})
	return sites
}

// if a { if b {X} } -> if a && b {X}
func mergeAnd(u *unit) (sites []site) {
	u.ifs(func(node *ast.IfStmt) {
		if node.Else != nil || len(node.Body.List) != 1 {
			return
		}
		inner, ok := node.Body.List[0].(*ast.IfStmt)
		if ok && inner.Else == nil && inner.Init == nil {
			sites = append(sites, site{
				u.replace(node.Cond, u.conjunct(node.Cond)+" && "+u.conjunct(inner.Cond)),
				u.replace(node.Body, u.source(inner.Body)),
			})
		}
	})
	return sites
}

func (u *unit) conjunct(condition ast.Expr) string {
	if binary, ok := condition.(*ast.BinaryExpr); ok && binary.Op == token.LOR {
		return "(" + u.source(condition) + ")"
	}
	return u.source(condition)
}

// if c {x = a} else {x = b} -> x = b; if c {x = a}
func elseToDefault(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for _, statement := range list {
			node, ok := statement.(*ast.IfStmt)
			if !ok || node.Init != nil || elseBlock(node) == nil || len(elseBlock(node).List) != 1 {
				continue
			}
			other, ok := elseBlock(node).List[0].(*ast.AssignStmt)
			if !ok || other.Tok != token.ASSIGN || len(other.Lhs) != 1 || !u.pure(other.Rhs[0]) || !u.pure(node.Cond) {
				continue
			}
			variable := u.local(other.Lhs[0])
			if variable == nil || len(node.Body.List) != 1 || u.reads(node.Cond, variable.Name()) || u.reads(node.Body, variable.Name()) {
				continue
			}
			if same, ok := node.Body.List[0].(*ast.AssignStmt); !ok || len(same.Lhs) != 1 || u.local(same.Lhs[0]) != variable {
				continue
			}
			sites = append(sites, site{
				u.insert(node.Pos(), u.source(other)+"\n"),
				{u.offset(node.Body.End()), u.offset(node.End()), ""},
			})
		}
	})
	return sites
}

// reads tells whether a name occurs other than as the target of an assignment.
func (u *unit) reads(node ast.Node, name string) bool {
	found := false
	ast.Inspect(node, func(inner ast.Node) bool {
		identifier, ok := inner.(*ast.Ident)
		if ok && identifier.Name == name {
			assign, target := u.parents[identifier].(*ast.AssignStmt)
			found = found || !target || assign.Tok != token.ASSIGN || assign.Lhs[0] != ast.Expr(identifier)
		}
		return !found
	})
	return found
}

// if x := e; c {A} -> x := e; if c {A}
func hoistInit(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for _, statement := range list {
			if node, ok := statement.(*ast.IfStmt); ok && node.Init != nil {
				sites = append(sites, site{{u.offset(node.Pos()), u.offset(node.Cond.Pos()), u.source(node.Init) + "\nif "}})
			}
		}
	})
	return sites
}
