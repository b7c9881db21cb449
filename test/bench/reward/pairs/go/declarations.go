package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/constant"
	"go/format"
	"go/token"
	"go/types"
	"path/filepath"
	"sort"
	"strings"
)

const maxContext = 40

// declarations finds what the declarations of one package depend on.
type declarations struct {
	files *token.FileSet
	info  *types.Info
	pkg   *types.Package
	node  map[types.Object]ast.Node // FuncDecl, or GenDecl of a constant, variable or type
	specs map[types.Object]ast.Spec
}

func newDeclarations(files *token.FileSet, info *types.Info, pkg *types.Package, parsed []*ast.File) *declarations {
	d := &declarations{files, info, pkg, map[types.Object]ast.Node{}, map[types.Object]ast.Spec{}}
	for _, file := range parsed {
		for _, declaration := range file.Decls {
			switch declaration := declaration.(type) {
			case *ast.FuncDecl:
				d.node[info.Defs[declaration.Name]] = declaration
			case *ast.GenDecl:
				for _, spec := range declaration.Specs {
					d.addSpec(declaration, spec)
				}
			}
		}
	}
	return d
}

func (d *declarations) addSpec(declaration *ast.GenDecl, spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		d.node[d.info.Defs[spec.Name]] = declaration
		d.specs[d.info.Defs[spec.Name]] = spec
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			d.node[d.info.Defs[name]] = declaration
			d.specs[d.info.Defs[name]] = spec
		}
	}
}

func (d *declarations) functions() []*types.Func {
	var found []*types.Func
	for object := range d.node {
		if function, ok := object.(*types.Func); ok && d.suits(function) {
			found = append(found, function)
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].Name() < found[j].Name() })
	return found
}

func (d *declarations) suits(function *types.Func) bool {
	signature := function.Type().(*types.Signature)
	declaration := d.node[function].(*ast.FuncDecl)
	if declaration.Body == nil || signature.Recv() != nil || signature.TypeParams().Len() > 0 ||
		function.Name() == "init" || function.Name() == "_" || signature.Params().Len() == 0 {
		return false
	}
	lines := strings.Count(d.text(declaration), "\n") + 1
	if lines < minLines || lines > maxLines {
		return false
	}
	for i := 0; i < signature.Params().Len(); i++ {
		if !generable(signature.Params().At(i).Type(), 0) {
			return false
		}
	}
	mutable := false
	for i := 0; i < signature.Params().Len(); i++ {
		switch signature.Params().At(i).Type().Underlying().(type) {
		case *types.Slice, *types.Map, *types.Interface:
			mutable = true
		}
	}
	for i := 0; i < signature.Results().Len(); i++ {
		if !comparableResult(signature.Results().At(i).Type(), 0) {
			return false
		}
	}
	return mutable || signature.Results().Len() > 0
}

// extract gives the function with everything of its package that it uses; nil when that is too
// much or can't be compiled elsewhere.
func (d *declarations) extract(object *types.Func) *function {
	reached := map[types.Object]bool{object: true}
	imports := map[string]string{}
	queue := []types.Object{object}
	emitted := map[ast.Node]bool{d.node[object]: true}
	var texts []string
	result := &function{}
	for len(queue) > 0 {
		current := queue[0]
		queue = queue[1:]
		node := d.node[current]
		if node == nil {
			return nil
		}
		if declaration, ok := node.(*ast.FuncDecl); ok && declaration.Body == nil {
			return nil
		}
		part, text := d.part(current)
		if d.keepsState(part) {
			return nil
		}
		if !emitted[part] {
			emitted[part] = true
			texts = append(texts, text)
		}
		if len(texts) > maxContext {
			return nil
		}
		result.literals(d.info, part)
		for _, used := range d.uses(part, imports) {
			if !reached[used] {
				reached[used] = true
				queue = append(queue, used)
			}
		}
		for _, method := range d.interfaceMethods(current) {
			if !reached[method] {
				reached[method] = true
				queue = append(queue, method)
			}
		}
	}
	for name, path := range imports {
		if path == "internal/bytealg" {
			imports[name] = "pairs/bytealg"
		} else if strings.Contains(path, "internal") || strings.Contains(path, "golang.org") ||
			path == "unsafe" || path == "sync" || path == "runtime" || path == "syscall" || path == "os" || path == "C" {
			return nil
		}
	}
	position := d.files.Position(object.Pos())
	file := position.Filename[strings.Index(position.Filename, "/src/")+1:]
	result.name = d.pkg.Path() + "." + object.Name()
	result.origin = fmt.Sprintf("%s:%d", filepath.ToSlash(file), position.Line)
	result.text = d.text(d.node[object])
	result.imports = imports
	result.context = strings.Join(texts, "\n\n")
	return result
}

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

func (d *declarations) text(node ast.Node) string {
	var text bytes.Buffer
	if err := format.Node(&text, d.files, node); err != nil {
		panic(err)
	}
	return tidy(text.String())
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
