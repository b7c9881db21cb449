package main

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand"
	"regexp"
	"sort"
	"strings"
)

// unit is one version of a function, parsed and checked together with its context.
type unit struct {
	of       *function
	text     string // the file: package clause, imports, the declarations
	start    int    // where the declarations start in text
	files    *token.FileSet
	file     *ast.File
	declared *ast.FuncDecl
	info     *types.Info
	pkg      *types.Package
	parents  map[ast.Node]ast.Node
	random   *rand.Rand
}

type edit struct {
	from, to int
	text     string
}

// site is a place where a transform applies: edits that do not overlap.
type site []edit

type transform struct {
	name  string
	sites func(*unit) []site
}

var standardLibrary = importer.Default()

// check parses the declarations of a candidate; an error when they do not compile.
func check(of *function, declarations string, random *rand.Rand) (*unit, error) {
	u := &unit{of: of, files: token.NewFileSet(), info: newInfo(), random: random}
	header := "package pairs\n\n" + importsOf(of, declarations)
	u.text, u.start = header+declarations, len(header)
	var err error
	if u.file, err = parser.ParseFile(u.files, "candidate.go", u.text, 0); err != nil {
		return nil, err
	}
	context, err := parser.ParseFile(u.files, "context.go", "package pairs\n\n"+importsOf(of, of.context)+of.context, 0)
	if err != nil {
		return nil, err
	}
	config := types.Config{Importer: withShim{}}
	if u.pkg, err = config.Check("pairs", u.files, []*ast.File{u.file, context}, u.info); err != nil {
		return nil, err
	}
	for _, declaration := range u.file.Decls {
		if declared, ok := declaration.(*ast.FuncDecl); ok && u.declared == nil {
			u.declared = declared
		}
	}
	u.parents = parentsOf(u.file)
	return u, nil
}

// withShim gives the real internal/bytealg for its stand-in: they have the same types.
type withShim struct{}

func (withShim) Import(path string) (*types.Package, error) {
	if path == "pairs/bytealg" {
		path = "internal/bytealg"
	}
	return standardLibrary.Import(path)
}

// importsOf declares the imports that the text uses; fmt is always at hand for a rewrite.
func importsOf(of *function, declarations string) string {
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+declarations, 0)
	if err != nil {
		return ""
	}
	paths := map[string]string{"fmt": "fmt"}
	for name, path := range of.imports {
		paths[name] = path
	}
	used := map[string]bool{}
	for _, name := range file.Unresolved {
		if path, ok := paths[name.Name]; ok {
			used[fmt.Sprintf("import %s %q\n", name.Name, path)] = true
		}
	}
	lines := make([]string, 0, len(used))
	for line := range used {
		lines = append(lines, line)
	}
	sort.Strings(lines)
	return strings.Join(lines, "") + "\n"
}

func parentsOf(root ast.Node) map[ast.Node]ast.Node {
	parents := map[ast.Node]ast.Node{}
	var stack []ast.Node
	ast.Inspect(root, func(node ast.Node) bool {
		if node == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if len(stack) > 0 {
			parents[node] = stack[len(stack)-1]
		}
		stack = append(stack, node)
		return true
	})
	return parents
}

// apply gives the declarations after the edits, formatted.
func (u *unit) apply(edits site) (string, error) {
	sorted := append(site(nil), edits...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].from < sorted[j].from })
	var text strings.Builder
	at := u.start
	for _, edit := range sorted {
		if edit.from < at {
			return "", fmt.Errorf("edits overlap")
		}
		text.WriteString(u.text[at:edit.from])
		text.WriteString(edit.text)
		at = edit.to
	}
	text.WriteString(u.text[at:])
	formatted, err := format.Source([]byte(text.String()))
	return tidy(string(formatted)), err
}

var emptyLine = regexp.MustCompile(`\{\n\n+|\n\n+(\t*\})`)

// tidy removes the empty lines that comments and statements leave behind at the ends of blocks.
func tidy(text string) string {
	if strings.Contains(text, "`") {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(emptyLine.ReplaceAllStringFunc(text, func(found string) string {
		if found[0] == '{' {
			return "{\n"
		}
		return "\n" + strings.TrimLeft(found, "\n")
	}))
}

func (u *unit) offset(position token.Pos) int { return u.files.Position(position).Offset }

func (u *unit) source(node ast.Node) string {
	return u.text[u.offset(node.Pos()):u.offset(node.End())]
}

func (u *unit) between(from, to token.Pos) string { return u.text[u.offset(from):u.offset(to)] }

func (u *unit) replace(node ast.Node, text string) edit {
	return edit{u.offset(node.Pos()), u.offset(node.End()), text}
}

func (u *unit) insert(position token.Pos, text string) edit {
	return edit{u.offset(position), u.offset(position), text}
}

func (u *unit) remove(node ast.Node) edit { return u.replace(node, "") }

func (u *unit) inspect(visit func(ast.Node)) {
	ast.Inspect(u.declared.Body, func(node ast.Node) bool {
		if node != nil {
			visit(node)
		}
		return true
	})
}

// lists visits every statement list of the function with the position where it ends.
func (u *unit) lists(visit func(list []ast.Stmt, end token.Pos)) {
	u.inspect(func(node ast.Node) {
		switch node := node.(type) {
		case *ast.BlockStmt:
			if !holdsClauses(node) {
				visit(node.List, node.Rbrace)
			}
		case *ast.CaseClause:
			visit(node.Body, node.End())
		}
	})
}

func holdsClauses(block *ast.BlockStmt) bool {
	if len(block.List) == 0 {
		return false
	}
	_, clause := block.List[0].(*ast.CaseClause)
	return clause
}

func (u *unit) body(block *ast.BlockStmt) string {
	return strings.TrimSpace(u.between(block.Lbrace+1, block.Rbrace))
}
