package main

import (
	"bytes"
	"fmt"
	"go/ast"
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

func (d *declarations) text(node ast.Node) string {
	var text bytes.Buffer
	if err := format.Node(&text, d.files, node); err != nil {
		panic(err)
	}
	return tidy(text.String())
}
