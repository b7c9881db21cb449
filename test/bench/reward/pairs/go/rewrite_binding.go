package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"
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

// statementOf climbs to the statement of a list; false when the expression is not evaluated
// exactly once and at the start of that statement.
func (u *unit) statementOf(expression ast.Expr) (ast.Stmt, bool) {
	var child ast.Node = expression
	for {
		parent := u.parents[child]
		switch parent := parent.(type) {
		case *ast.BinaryExpr:
			if (parent.Op == token.LAND || parent.Op == token.LOR) && parent.Y == child {
				return nil, false
			}
		case *ast.FuncLit, *ast.ForStmt, *ast.CaseClause, *ast.SelectorExpr:
			return nil, false
		case *ast.RangeStmt:
			return parent, parent.X == child && u.inList(parent)
		case *ast.IfStmt:
			return parent, parent.Cond == child && parent.Init == nil && u.inList(parent)
		case *ast.SwitchStmt:
			return parent, parent.Tag == child && parent.Init == nil && u.inList(parent)
		case *ast.AssignStmt:
			for _, left := range parent.Lhs {
				if left == child {
					return nil, false
				}
			}
			return parent, u.inList(parent)
		case *ast.ReturnStmt, *ast.ExprStmt:
			return parent.(ast.Stmt), u.inList(parent)
		case nil, ast.Stmt:
			return nil, false
		}
		child = parent
	}
}

func (u *unit) inList(statement ast.Node) bool {
	switch parent := u.parents[statement].(type) {
	case *ast.BlockStmt:
		return true
	case *ast.CaseClause:
		for _, other := range parent.Body {
			if other == statement {
				return true
			}
		}
	}
	return false
}

func (u *unit) values(visit func(ast.Expr)) {
	u.inspect(func(node ast.Node) {
		expression, ok := node.(ast.Expr)
		if !ok || !u.isValue(expression) {
			return
		}
		if address, ok := u.parents[node].(*ast.UnaryExpr); ok && address.Op == token.AND {
			return
		}
		switch expression.(type) {
		case *ast.BinaryExpr, *ast.CallExpr, *ast.IndexExpr, *ast.SliceExpr:
			visit(expression)
		}
	})
}

// f(g(x)) -> t := g(x); f(t)
func extractTemp(u *unit) (sites []site) {
	u.values(func(expression ast.Expr) {
		statement, ok := u.statementOf(expression)
		if !ok {
			return
		}
		name := u.fresh("tmp", "part", "val", "piece", "operand", "inner")
		sites = append(sites, site{u.insert(statement.Pos(), name+" := "+u.source(expression)+"\n"), u.replace(expression, name)})
	})
	return sites
}

// t := e; f(t) -> f(e)
func inlineTemp(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for i := 0; i+1 < len(list); i++ {
			assign, ok := list[i].(*ast.AssignStmt)
			if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || !u.isValue(assign.Rhs[0]) {
				continue
			}
			variable := u.local(assign.Lhs[0])
			uses := u.usesOf(variable)
			if variable == nil || len(uses) != 1 {
				continue
			}
			if statement, ok := u.statementOf(uses[0]); ok && statement == list[i+1] {
				sites = append(sites, site{u.remove(assign), u.replace(uses[0], u.operand(assign.Rhs[0]))})
			}
		}
	})
	return sites
}

func (u *unit) usesOf(variable *types.Var) []*ast.Ident {
	var uses []*ast.Ident
	for identifier, object := range u.info.Uses {
		if object == variable {
			uses = append(uses, identifier)
		}
	}
	return uses
}

// captured lists the local variables an expression reads, in order.
func (u *unit) captured(expression ast.Expr) (variables []*types.Var) {
	seen := map[*types.Var]bool{}
	ast.Inspect(expression, func(node ast.Node) bool {
		if identifier, ok := node.(*ast.Ident); ok {
			if variable := u.local(identifier); variable != nil && !seen[variable] {
				seen[variable] = true
				variables = append(variables, variable)
			}
		}
		return true
	})
	return variables
}

func (u *unit) helper(expression ast.Expr) (parameters, arguments string, ok bool) {
	if u.assignedTo(expression) {
		return "", "", false
	}
	var declared, names []string
	for _, variable := range u.captured(expression) {
		switch variable.Type().Underlying().(type) {
		case *types.Array, *types.Struct:
			return "", "", false // a copy would take the changes
		}
		declared = append(declared, variable.Name()+" "+u.typeName(variable.Type()))
		names = append(names, variable.Name())
	}
	return strings.Join(declared, ", "), strings.Join(names, ", "), len(names) > 0 && len(names) < 5
}

func (u *unit) assignedTo(expression ast.Expr) bool {
	assign, ok := u.parents[expression].(*ast.AssignStmt)
	if ok {
		for _, left := range assign.Lhs {
			if left == expression {
				return true
			}
		}
	}
	_, selected := u.parents[expression].(*ast.SelectorExpr)
	_, stepped := u.parents[expression].(*ast.IncDecStmt)
	return selected || stepped
}

// f(a + b) -> g := func(a, b int) int {return a + b}; f(g(a, b))
func extractClosure(u *unit) (sites []site) {
	u.values(func(expression ast.Expr) {
		parameters, arguments, ok := u.helper(expression)
		if !ok {
			return
		}
		name := u.fresh("compute", "helper", "evaluate", "get")
		sites = append(sites, site{
			u.insert(u.declared.Body.Lbrace+1, fmt.Sprintf("\n%s := func(%s) %s {\nreturn %s\n}\n", name, parameters, u.typeName(u.typeOf(expression)), u.source(expression))),
			u.replace(expression, name+"("+arguments+")"),
		})
	})
	return sites
}

// f(a + b) -> f(g(a, b)), and func g(a, b int) int {return a + b} beside the function
func extractHelper(u *unit) (sites []site) {
	u.values(func(expression ast.Expr) {
		parameters, arguments, ok := u.helper(expression)
		if !ok {
			return
		}
		name := u.fresh("computePart", "helper", "evaluate", "derive")
		sites = append(sites, site{
			u.insert(u.declared.End(), fmt.Sprintf("\n\nfunc %s(%s) %s {\nreturn %s\n}", name, parameters, u.typeName(u.typeOf(expression)), u.source(expression))),
			u.replace(expression, name+"("+arguments+")"),
		})
	})
	return sites
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
