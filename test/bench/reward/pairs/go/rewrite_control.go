package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
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

// return c -> if c {return true}; return false
func boolReturn(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		statement, ok := node.(*ast.ReturnStmt)
		if ok && len(statement.Results) == 1 {
			if binary, ok := statement.Results[0].(*ast.BinaryExpr); ok && u.isBoolean(binary) {
				sites = append(sites, site{u.replace(statement, "if "+u.source(binary)+" {\nreturn true\n}\nreturn false")})
			}
		}
	})
	return sites
}

func (u *unit) isBoolean(binary *ast.BinaryExpr) bool {
	_, compares := opposite[binary.Op]
	return compares || binary.Op == token.LAND || binary.Op == token.LOR
}

// if c {return true}; return false -> return c
func returnCondition(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for i := 0; i+1 < len(list); i++ {
			node, ok := list[i].(*ast.IfStmt)
			if !ok || node.Else != nil || node.Init != nil || len(node.Body.List) != 1 {
				continue
			}
			first, second := u.returned(node.Body.List[0]), u.returned(list[i+1])
			condition := ""
			switch {
			case first == "true" && second == "false":
				condition = u.source(node.Cond)
			case first == "false" && second == "true":
				condition = u.negated(node.Cond)
			case first == "true" && second != "" && second != "true":
				condition = u.source(node.Cond) + " || " + second
			case first == "false" && second != "" && second != "false":
				condition = "!(" + u.source(node.Cond) + ") && (" + second + ")"
			default:
				continue
			}
			sites = append(sites, site{{u.offset(node.Pos()), u.offset(list[i+1].End()), "return " + condition}})
		}
	})
	return sites
}

func (u *unit) returned(statement ast.Stmt) string {
	node, ok := statement.(*ast.ReturnStmt)
	if !ok || len(node.Results) != 1 {
		return ""
	}
	return u.source(node.Results[0])
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
