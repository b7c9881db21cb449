package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// part is the smallest declaration of an object: all of a const group, one spec of the others.
func (d *declarations) part(object types.Object) (ast.Node, string) {
	declaration, ok := d.node[object].(*ast.GenDecl)
	if !ok {
		return d.node[object], d.text(d.node[object])
	}
	if declaration.Tok == token.CONST {
		return declaration, d.text(declaration)
	}
	spec := d.specs[object]
	return spec, declaration.Tok.String() + " " + d.text(spec)
}

// keepsState tells whether the part assigns to a variable of the package: what it does then depends
// on the calls before.
func (d *declarations) keepsState(part ast.Node) bool {
	found := false
	check := func(target ast.Expr) {
		for {
			switch inner := target.(type) {
			case *ast.IndexExpr:
				target = inner.X
			case *ast.SelectorExpr:
				target = inner.X
			case *ast.Ident:
				object := d.info.Uses[inner]
				found = found || object != nil && object.Parent() == d.pkg.Scope()
				return
			default:
				return
			}
		}
	}
	ast.Inspect(part, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			for _, target := range node.Lhs {
				check(target)
			}
		case *ast.IncDecStmt:
			check(node.X)
		}
		return !found
	})
	return found
}

func (d *declarations) uses(part ast.Node, imports map[string]string) []types.Object {
	var used []types.Object
	ast.Inspect(part, func(node ast.Node) bool {
		identifier, ok := node.(*ast.Ident)
		if !ok {
			return true
		}
		switch object := d.info.Uses[identifier].(type) {
		case *types.PkgName:
			imports[object.Name()] = object.Imported().Path()
		case nil:
		default:
			method, isFunction := object.(*types.Func)
			isMethod := isFunction && method.Type().(*types.Signature).Recv() != nil
			if object.Pkg() == d.pkg && (object.Parent() == d.pkg.Scope() || isMethod && d.node[object] != nil) {
				used = append(used, object)
			}
		}
		return true
	})
	return used
}

// interfaceMethods are methods that are called through interfaces of other packages.
func (d *declarations) interfaceMethods(object types.Object) []types.Object {
	var methods []types.Object
	name, ok := object.(*types.TypeName)
	if !ok {
		return nil
	}
	named, ok := name.Type().(*types.Named)
	if !ok {
		return nil
	}
	for i := 0; i < named.NumMethods(); i++ {
		switch method := named.Method(i); method.Name() {
		case "Error", "String", "Len", "Less", "Swap", "Push", "Pop", "Write", "Read", "Unwrap":
			methods = append(methods, method)
		}
	}
	return methods
}

// literals collects constants that steer the function, as material for its inputs.
func (f *function) literals(info *types.Info, part ast.Node) {
	ast.Inspect(part, func(node ast.Node) bool {
		expression, ok := node.(ast.Expr)
		if !ok || len(f.strings)+len(f.numbers) > 80 {
			return true
		}
		value := info.Types[expression].Value
		if value == nil {
			return true
		}
		switch value.Kind() {
		case constant.String:
			if text := constant.StringVal(value); text != "" && len(text) <= 30 {
				f.strings = append(f.strings, text)
			}
		case constant.Int:
			if number, exact := constant.Int64Val(value); exact && number > -1<<20 && number < 1<<20 {
				f.numbers = append(f.numbers, number)
			}
		}
		return false
	})
}
