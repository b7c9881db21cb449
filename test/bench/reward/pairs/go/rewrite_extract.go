package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

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
