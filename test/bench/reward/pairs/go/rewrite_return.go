package main

import (
	"go/ast"
	"go/token"
	"strings"
)

func (u *unit) resultNames() []string {
	var names []string
	if u.declared.Type.Results == nil {
		return nil
	}
	for _, field := range u.declared.Type.Results.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	return names
}

// return n -> return, for a named result n
func bareReturn(u *unit) (sites []site) {
	names := strings.Join(u.resultNames(), ", ")
	u.returns(func(node *ast.ReturnStmt) {
		if len(node.Results) > 0 && names != "" {
			given := strings.TrimSpace(strings.TrimPrefix(u.source(node), "return"))
			if given == names {
				sites = append(sites, site{u.replace(node, "return")})
			} else if len(node.Results) == len(u.resultNames()) {
				sites = append(sites, site{u.replace(node, names+" = "+given+"\nreturn")})
			}
		}
	})
	return sites
}

// return -> return n, for a named result n
func explicitReturn(u *unit) (sites []site) {
	names := u.resultNames()
	u.returns(func(node *ast.ReturnStmt) {
		if len(node.Results) == 0 && len(names) > 0 {
			sites = append(sites, site{u.replace(node, "return "+strings.Join(names, ", "))})
		}
	})
	return sites
}

// returns visits the returns of the function itself, not of literals in it.
func (u *unit) returns(visit func(*ast.ReturnStmt)) {
	ast.Inspect(u.declared.Body, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			visit(node)
		}
		return true
	})
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
