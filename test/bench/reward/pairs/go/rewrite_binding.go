package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"
)

var localNames = []string{"value", "current", "item", "buf", "cursor", "acc", "state", "chunk", "part",
	"offset", "limit", "total", "found", "word", "entry", "rest", "head", "tail", "marker", "amount", "pos",
	"step", "left", "right", "data", "res", "cnt", "ptr", "width", "token"}

// renameLocals renames every local variable but the parameters and results.
func renameLocals(u *unit) []site {
	names := map[types.Object]string{}
	var edits site
	var order []types.Object
	for identifier, object := range u.info.Defs {
		variable, ok := object.(*types.Var)
		if ok && u.local(identifier) == variable && variable.Pos() > u.declared.Body.Pos() && variable.Pos() < u.declared.Body.End() && identifier.Name != "_" {
			order = append(order, variable)
		}
	}
	sort.Slice(order, func(i, j int) bool { return order[i].Pos() < order[j].Pos() })
	taken := map[string]bool{}
	for _, variable := range order {
		for _, at := range u.random.Perm(len(localNames)) {
			if name := localNames[at]; !taken[name] && !u.mentions(name) {
				names[variable] = name
				taken[name] = true
				break
			}
		}
	}
	u.inspect(func(node ast.Node) {
		if identifier, ok := node.(*ast.Ident); ok {
			if name := names[u.info.ObjectOf(identifier)]; name != "" {
				edits = append(edits, u.replace(identifier, name))
			}
		}
	})
	if len(edits) == 0 {
		return nil
	}
	return []site{edits}
}

// a, b := x, y -> a := x; b := y
func splitAssign(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for _, statement := range list {
			assign, ok := statement.(*ast.AssignStmt)
			if !ok || len(assign.Lhs) < 2 || len(assign.Lhs) != len(assign.Rhs) {
				continue
			}
			lines := ""
			for i, left := range assign.Lhs {
				for _, right := range assign.Rhs[i+1:] {
					if variable, isName := left.(*ast.Ident); !isName || u.reads(right, variable.Name) {
						ok = false
					}
				}
				lines += u.source(left) + " " + assign.Tok.String() + " " + u.source(assign.Rhs[i]) + "\n"
			}
			if ok {
				sites = append(sites, site{u.replace(assign, lines)})
			}
		}
	})
	return sites
}

// a := x; b := y -> a, b := x, y
func joinAssign(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for i := 0; i+1 < len(list); i++ {
			first, ok := list[i].(*ast.AssignStmt)
			second, also := list[i+1].(*ast.AssignStmt)
			if !ok || !also || len(first.Lhs) != 1 || len(first.Rhs) != 1 || len(second.Lhs) != 1 || len(second.Rhs) != 1 || first.Tok != second.Tok ||
				first.Tok != token.ASSIGN && first.Tok != token.DEFINE || !u.independent(first, second) {
				continue
			}
			text := u.source(first.Lhs[0]) + ", " + u.source(second.Lhs[0]) + first.Tok.String() + u.source(first.Rhs[0]) + ", " + u.source(second.Rhs[0])
			sites = append(sites, site{{u.offset(first.Pos()), u.offset(second.End()), text}})
		}
	})
	return sites
}

// independent assignments touch different names and compute without effects.
func (u *unit) independent(first, second *ast.AssignStmt) bool {
	for _, pair := range [][2]*ast.AssignStmt{{first, second}, {second, first}} {
		for _, left := range pair[0].Lhs {
			name, ok := left.(*ast.Ident)
			if !ok || u.touches(pair[1], name.Name) {
				return false
			}
		}
	}
	return u.pure(first) && u.pure(second)
}

func (u *unit) touches(node ast.Node, name string) bool {
	found := false
	ast.Inspect(node, func(inner ast.Node) bool {
		identifier, ok := inner.(*ast.Ident)
		found = found || ok && identifier.Name == name
		return !found
	})
	return found
}

// a = x; b = y -> b = y; a = x
func reorderIndependent(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for i := 0; i+1 < len(list); i++ {
			first, ok := list[i].(*ast.AssignStmt)
			second, also := list[i+1].(*ast.AssignStmt)
			if ok && also && u.independent(first, second) {
				sites = append(sites, site{u.replace(first, u.source(second)), u.replace(second, u.source(first))})
			}
		}
	})
	return sites
}

// x := e -> var x T = e
func varDeclaration(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for _, statement := range list {
			assign, ok := statement.(*ast.AssignStmt)
			if ok && assign.Tok == token.DEFINE && len(assign.Lhs) == 1 && u.source(assign.Lhs[0]) != "_" {
				kind := u.typeName(u.typeOf(assign.Lhs[0]))
				sites = append(sites, site{u.replace(assign, "var "+u.source(assign.Lhs[0])+" "+kind+" = "+u.source(assign.Rhs[0]))})
			}
		}
	})
	return sites
}

// var x T -> x := zero
func shortDeclaration(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		declaration, ok := node.(*ast.GenDecl)
		if !ok || declaration.Tok != token.VAR || len(declaration.Specs) != 1 {
			return
		}
		spec := declaration.Specs[0].(*ast.ValueSpec)
		if len(spec.Names) != 1 {
			return
		}
		value := ""
		switch kind := u.typeOf(spec.Names[0]).Underlying().(type) {
		case *types.Basic:
			value = zeroOf(kind)
			if kind.Kind() != types.Int && kind.Info()&types.IsNumeric != 0 {
				value = u.typeName(u.typeOf(spec.Names[0])) + "(" + value + ")"
			}
		case *types.Slice:
			value = u.typeName(u.typeOf(spec.Names[0])) + "{}"
		}
		if len(spec.Values) == 1 {
			value = u.source(spec.Values[0])
		}
		if value != "" {
			sites = append(sites, site{u.replace(declaration, spec.Names[0].Name+" := "+value)})
		}
	})
	return sites
}

func zeroOf(kind *types.Basic) string {
	switch {
	case kind.Info()&types.IsString != 0:
		return `""`
	case kind.Info()&types.IsBoolean != 0:
		return "false"
	}
	return "0"
}
