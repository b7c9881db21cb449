package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

var mirrored = map[token.Token]token.Token{
	token.LSS: token.GTR, token.GTR: token.LSS, token.LEQ: token.GEQ, token.GEQ: token.LEQ,
	token.EQL: token.EQL, token.NEQ: token.NEQ,
}

var opposite = map[token.Token]token.Token{
	token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR,
	token.EQL: token.NEQ, token.NEQ: token.EQL,
}

// negated writes the opposite of a condition the way a person would. The order of floats has no
// opposite because of NaN.
func (u *unit) negated(condition ast.Expr) string {
	switch condition := condition.(type) {
	case *ast.ParenExpr:
		return u.negated(condition.X)
	case *ast.UnaryExpr:
		if condition.Op == token.NOT {
			return u.unwrapped(condition.X)
		}
	case *ast.BinaryExpr:
		operator, ok := opposite[condition.Op]
		if ok && (!u.isFloat(condition.X) || condition.Op == token.EQL || condition.Op == token.NEQ) {
			return u.source(condition.X) + operator.String() + u.source(condition.Y)
		}
		return "!(" + u.source(condition) + ")"
	}
	return "!" + u.source(condition)
}

func (u *unit) unwrapped(expression ast.Expr) string {
	if inner, ok := expression.(*ast.ParenExpr); ok {
		return u.source(inner.X)
	}
	return u.source(expression)
}

// operand is the text of an expression to stand beside an operator that binds tightly.
func (u *unit) operand(expression ast.Expr) string {
	switch expression.(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr, *ast.StarExpr, *ast.FuncLit:
		return "(" + u.source(expression) + ")"
	}
	return u.source(expression)
}

// terminates tells whether control never passes the end of the list.
func terminates(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch last := list[len(list)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return last.Tok != token.FALLTHROUGH
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		name, ok := call.Fun.(*ast.Ident)
		return ok && name.Name == "panic"
	}
	return false
}

// branches tells whether a statement leaves or continues the construct it stands in: a break or
// continue (as asked) that is not bound by a loop, switch or function further in.
func branches(root ast.Node, kinds ...token.Token) bool {
	found := false
	var walk func(node ast.Node, kinds []token.Token)
	walk = func(node ast.Node, kinds []token.Token) {
		ast.Inspect(node, func(inner ast.Node) bool {
			if inner == nil || inner == node || found {
				return inner == node
			}
			switch inner := inner.(type) {
			case *ast.FuncLit, *ast.ForStmt, *ast.RangeStmt:
				return false
			case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
				walk(inner, without(kinds, token.BREAK))
				return false
			case *ast.BranchStmt:
				for _, kind := range kinds {
					found = found || inner.Tok == kind && inner.Label == nil
				}
			}
			return true
		})
	}
	walk(root, kinds)
	return found
}

func without(kinds []token.Token, dropped token.Token) []token.Token {
	var kept []token.Token
	for _, kind := range kinds {
		if kind != dropped {
			kept = append(kept, kind)
		}
	}
	return kept
}

// pure expressions neither call (but for len and conversions), receive nor make anything.
func (u *unit) pure(expression ast.Node) bool {
	pure := true
	ast.Inspect(expression, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.CallExpr:
			name, ok := node.Fun.(*ast.Ident)
			pure = pure && ok && (name.Name == "len" || u.info.Types[node.Fun].IsType())
		case *ast.FuncLit, *ast.CompositeLit:
			pure = false
		case *ast.UnaryExpr:
			pure = pure && node.Op != token.ARROW && node.Op != token.AND
		}
		return pure
	})
	return pure
}

// isValue tells whether the expression is one value that is computed when the program runs.
func (u *unit) isValue(expression ast.Expr) bool {
	known, ok := u.info.Types[expression]
	if !ok || !known.IsValue() || known.Value != nil || known.IsNil() {
		return false
	}
	if _, many := known.Type.(*types.Tuple); many {
		return false
	}
	basic, ok := known.Type.(*types.Basic)
	return !ok || basic.Info()&types.IsUntyped == 0 || basic.Kind() == types.UntypedBool
}
