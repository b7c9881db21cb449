package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"log"
	"math/rand"
	"path/filepath"
	"sort"
	"strings"
)

const (
	minLines = 4
	maxLines = 60
)

var libraries = []string{
	"strings", "bytes", "sort", "path", "path/filepath", "unicode", "unicode/utf8", "unicode/utf16",
	"strconv", "text/template", "text/template/parse", "text/tabwriter", "html", "html/template",
	"net/url", "net/textproto", "net/http", "net/http/cookiejar", "net/mail", "net", "net/netip",
	"mime", "mime/multipart", "mime/quotedprintable", "encoding/base64", "encoding/hex",
	"encoding/json", "encoding/csv", "encoding/pem", "encoding/ascii85", "encoding/xml",
	"encoding/asn1", "encoding/binary", "encoding/gob", "math", "math/bits", "math/cmplx", "math/big", "math/rand",
	"go/build", "go/build/constraint", "go/doc", "go/doc/comment", "go/scanner", "go/printer",
	"go/token", "go/types", "go/constant", "go/ast", "go/format", "time", "hash/crc32", "hash/adler32", "hash/fnv",
	"image/color", "image", "image/jpeg", "image/draw", "compress/bzip2", "compress/flate", "compress/lzw", "archive/tar", "archive/zip",
	"regexp", "regexp/syntax", "log", "container/heap", "container/list", "container/ring",
	"crypto/subtle", "crypto/x509", "crypto/elliptic", "bufio", "fmt", "flag", "index/suffixarray", "os/exec", "os/user",
	"debug/dwarf", "debug/elf", "expvar", "testing", "database/sql",
}

// function is an original and all it needs to compile outside its package.
type function struct {
	name    string // path.Clean
	origin  string // src/path/path.go:59
	text    string // its declaration, without comments
	library string
	imports map[string]string // name in the file -> import path
	context string            // declarations it depends on
	strings []string
	numbers []int64
}

func harvest(only string) ([]*function, error) {
	build.Default.CgoEnabled = false
	var found []*function
	for _, library := range libraries {
		if only != "" && !strings.HasPrefix(only, library+".") {
			continue
		}
		functions, err := harvestLibrary(library)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", library, err)
		}
		for _, function := range functions {
			if only == "" || function.name == only {
				found = append(found, function)
			}
		}
	}
	return found, nil
}

func harvestLibrary(path string) ([]*function, error) {
	folder, err := build.Import(path, "", 0)
	if err != nil {
		return nil, err
	}
	files := token.NewFileSet()
	var parsed []*ast.File
	for _, name := range folder.GoFiles {
		file, err := parser.ParseFile(files, filepath.Join(folder.Dir, name), nil, 0)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, file)
	}
	info := newInfo()
	failures := 0
	config := types.Config{Importer: importer.Default(), Error: func(error) { failures++ }}
	pkg, _ := config.Check(path, files, parsed, info)
	if failures > 0 {
		log.Printf("%s: %d errors of types, its broken functions are left out", path, failures)
	}
	scope := newDeclarations(files, info, pkg, parsed)
	var found []*function
	for _, object := range scope.functions() {
		function := scope.extract(object)
		if function == nil {
			continue
		}
		function.library = path
		if _, err := check(function, function.text, rand.New(rand.NewSource(0))); err == nil {
			found = append(found, function)
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].name < found[j].name })
	return found, nil
}

func newInfo() *types.Info {
	return &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Scopes:     map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
}

// generable tells whether the harness can draw values of the type.
func generable(kind types.Type, depth int) bool {
	if depth > 3 {
		return false
	}
	switch under := kind.Underlying().(type) {
	case *types.Basic:
		return under.Kind() != types.UnsafePointer && under.Kind() != types.Uintptr && under.Info()&types.IsComplex == 0
	case *types.Slice:
		return generable(under.Elem(), depth+1)
	case *types.Array:
		return under.Len() <= 64 && generable(under.Elem(), depth+1)
	case *types.Map:
		return generable(under.Key(), depth+1) && generable(under.Elem(), depth+1)
	case *types.Struct:
		for i := 0; i < under.NumFields(); i++ {
			if !under.Field(i).Exported() || !generable(under.Field(i).Type(), depth+1) {
				return false
			}
		}
		return true
	case *types.Signature:
		return depth == 0 && generableFunction(under)
	case *types.Interface:
		return depth == 0 && (under.Empty() || under.NumMethods() == 3 && under.Method(0).Name() == "Len")
	}
	return false
}

func generableFunction(signature *types.Signature) bool {
	if signature.Params().Len() == 0 || signature.Results().Len() != 1 || signature.Variadic() {
		return false
	}
	for i := 0; i < signature.Params().Len(); i++ {
		if _, ok := signature.Params().At(i).Type().Underlying().(*types.Basic); !ok {
			return false
		}
	}
	result, ok := signature.Results().At(0).Type().Underlying().(*types.Basic)
	if !ok {
		return false
	}
	first := signature.Params().At(0).Type().Underlying().(*types.Basic)
	return result.Kind() == types.Bool && first.Info()&types.IsInteger != 0 ||
		result.Kind() == types.Int32 && first.Kind() == types.Int32
}

// comparable results hold no functions or channels, which can't be compared.
func comparableResult(kind types.Type, depth int) bool {
	if depth > 5 {
		return true
	}
	switch under := kind.Underlying().(type) {
	case *types.Signature, *types.Chan:
		return false
	case *types.Slice:
		return comparableResult(under.Elem(), depth+1)
	case *types.Pointer:
		return comparableResult(under.Elem(), depth+1)
	case *types.Struct:
		for i := 0; i < under.NumFields(); i++ {
			if !comparableResult(under.Field(i).Type(), depth+1) {
				return false
			}
		}
	}
	return true
}
