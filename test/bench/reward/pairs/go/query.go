package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

func (u *unit) typeOf(expression ast.Expr) types.Type { return u.info.TypeOf(expression) }

func (u *unit) isFloat(expression ast.Expr) bool { return u.is(expression, types.IsFloat) }

func (u *unit) isNumeric(expression ast.Expr) bool { return u.is(expression, types.IsNumeric) }

func (u *unit) isString(expression ast.Expr) bool { return u.is(expression, types.IsString) }

func (u *unit) is(expression ast.Expr, property types.BasicInfo) bool {
	kind := u.typeOf(expression)
	if kind == nil {
		return false
	}
	basic, ok := kind.Underlying().(*types.Basic)
	return ok && basic.Info()&property != 0
}

// local gives the variable of the function that the expression names, or nil.
func (u *unit) local(expression ast.Expr) *types.Var {
	identifier, ok := expression.(*ast.Ident)
	if !ok {
		return nil
	}
	variable, ok := u.info.ObjectOf(identifier).(*types.Var)
	if !ok || variable.Parent() == u.pkg.Scope() || variable.IsField() || variable.Pkg() != u.pkg {
		return nil
	}
	return variable
}

// assigned tells whether the node may change the variable.
func (u *unit) assigned(variable *types.Var, in ast.Node) bool {
	found := false
	ast.Inspect(in, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			for _, left := range node.Lhs {
				found = found || u.local(left) == variable
			}
		case *ast.IncDecStmt:
			found = found || u.local(node.X) == variable
		case *ast.UnaryExpr:
			found = found || node.Op == token.AND && u.local(node.X) == variable
		case *ast.RangeStmt:
			found = found || node.Key != nil && u.local(node.Key) == variable || node.Value != nil && u.local(node.Value) == variable
		}
		return !found
	})
	return found
}

func (u *unit) typeName(kind types.Type) string {
	return types.TypeString(types.Default(kind), func(pkg *types.Package) string {
		if pkg == u.pkg {
			return ""
		}
		return pkg.Name()
	})
}

// fresh gives a name that the function does not use.
func (u *unit) fresh(names ...string) string {
	for _, at := range u.random.Perm(len(names)) {
		if !u.mentions(names[at]) {
			return names[at]
		}
	}
	for i := 2; ; i++ {
		if name := fmt.Sprintf("%s%d", names[0], i); !u.mentions(name) {
			return name
		}
	}
}

func (u *unit) mentions(name string) bool {
	if u.pkg.Scope().Lookup(name) != nil || types.Universe.Lookup(name) != nil || token.IsKeyword(name) || u.of.imports[name] != "" || name == "fmt" {
		return true
	}
	found := false
	ast.Inspect(u.file, func(node ast.Node) bool {
		identifier, ok := node.(*ast.Ident)
		found = found || ok && identifier.Name == name
		return !found
	})
	return found
}
