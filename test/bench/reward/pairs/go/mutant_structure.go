package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

func (u *unit) calls(visit func(*ast.CallExpr)) {
	u.inspect(func(node ast.Node) {
		if node, ok := node.(*ast.CallExpr); ok {
			visit(node)
		}
	})
}

// mutateArguments swaps neighbours of one type, of calls, slices and subtractions.
func mutateArguments(u *unit) (sites []site) {
	swap := func(first, second ast.Expr) {
		if u.source(first) != u.source(second) && types.Identical(types.Default(u.typeOf(first)), types.Default(u.typeOf(second))) {
			sites = append(sites, site{u.replace(first, u.source(second)), u.replace(second, u.source(first))})
		}
	}
	u.calls(func(node *ast.CallExpr) {
		for i := 0; i+1 < len(node.Args); i++ {
			swap(node.Args[i], node.Args[i+1])
		}
	})
	u.binaries(func(node *ast.BinaryExpr) {
		switch node.Op {
		case token.SUB, token.QUO, token.REM, token.ADD:
			if node.Op != token.ADD || u.isString(node) {
				swap(node.X, node.Y)
			}
		}
	})
	return sites
}

func dropStatement(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for _, statement := range list {
			switch statement := statement.(type) {
			case *ast.AssignStmt, *ast.IncDecStmt, *ast.ExprStmt, *ast.BranchStmt:
				sites = append(sites, site{u.remove(statement)})
			}
		}
	})
	return sites
}

func dropBranch(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		switch node := node.(type) {
		case *ast.IfStmt:
			if node.Else != nil {
				sites = append(sites, site{{u.offset(node.Body.End()), u.offset(node.End()), ""}})
			} else if u.inList(node) {
				sites = append(sites, site{u.remove(node)})
			}
		case *ast.CaseClause:
			sites = append(sites, site{u.remove(node)})
		}
	})
	return sites
}

// lookalikes are functions of one signature that are taken for each other.
var lookalikes = [][]string{
	{"HasPrefix", "HasSuffix", "Contains"}, {"Index", "LastIndex"}, {"IndexByte", "LastIndexByte"},
	{"IndexAny", "LastIndexAny", "Index"}, {"IndexFunc", "LastIndexFunc"}, {"TrimLeft", "TrimRight", "Trim"},
	{"TrimPrefix", "TrimSuffix"}, {"TrimLeftFunc", "TrimRightFunc"}, {"ToUpper", "ToLower", "ToTitle"},
	{"IsUpper", "IsLower"}, {"IsLetter", "IsDigit", "IsSpace", "IsPunct"}, {"Max", "Min"}, {"Floor", "Ceil", "Trunc"},
	{"Sin", "Cos"}, {"Sqrt", "Cbrt", "Abs"}, {"Log", "Exp"}, {"DecodeRuneInString", "DecodeLastRuneInString"}, {"DecodeRune", "DecodeLastRune"},
	{"LeadingZeros64", "TrailingZeros64", "Len64"}, {"LeadingZeros32", "TrailingZeros32"}, {"LeadingZeros", "TrailingZeros", "Len"},
	{"QuoteRune", "QuoteRuneToASCII"}, {"Quote", "QuoteToASCII"}, {"Contains", "ContainsAny"}, {"Split", "SplitAfter"},
	{"Base", "Dir", "Ext", "Clean"}, {"Compare", "Equal"}, {"WriteByte", "WriteRune"}, {"RuneLen", "len"}, {"Mul", "Add", "Sub"},
	{"PathEscape", "QueryEscape"}, {"Strings", "Ints"}, {"Search", "SearchInts"}, {"IsNaN", "IsZero"}, {"EqualFold", "HasPrefix"},
}

func mutateInterface(u *unit) (sites []site) {
	u.calls(func(node *ast.CallExpr) {
		name := node.Fun
		if selector, ok := name.(*ast.SelectorExpr); ok {
			name = selector.Sel
		}
		for _, names := range lookalikes {
			for _, one := range names {
				for _, other := range names {
					if one == u.source(name) && other != one {
						sites = append(sites, site{u.replace(name, other)})
					}
				}
			}
		}
	})
	return sites
}

func mutateReturn(u *unit) (sites []site) {
	u.returns(func(node *ast.ReturnStmt) {
		for i, result := range node.Results {
			kind := u.typeOf(result)
			basic, ok := kind.Underlying().(*types.Basic)
			text := u.source(result)
			switch {
			case !ok:
				if text != "nil" {
					sites = append(sites, site{u.replace(result, "nil")})
				}
			case basic.Info()&types.IsBoolean != 0:
				sites = append(sites, site{u.replace(result, u.negated(result))})
			case basic.Info()&types.IsNumeric != 0:
				sites = append(sites, site{u.replace(result, "0")}, site{u.insert(result.End(), " + 1")}, site{u.replace(result, "-"+u.operand(result))})
			case basic.Info()&types.IsString != 0:
				sites = append(sites, site{u.replace(result, `""`)})
			}
			if i+1 < len(node.Results) && types.Identical(types.Default(kind), types.Default(u.typeOf(node.Results[i+1]))) {
				next := node.Results[i+1]
				sites = append(sites, site{u.replace(result, u.source(next)), u.replace(next, text)})
			}
		}
	})
	return sites
}

// reorderDependent swaps neighbours that share a variable which one of them changes.
func reorderDependent(u *unit) (sites []site) {
	u.lists(func(list []ast.Stmt, _ token.Pos) {
		for i := 0; i+1 < len(list); i++ {
			first, second := list[i], list[i+1]
			if !terminates(list[i:i+2]) && !terminates(list[i:i+1]) && (u.changes(first, second) || u.changes(second, first)) {
				sites = append(sites, site{u.replace(first, u.source(second)), u.replace(second, u.source(first))})
			}
		}
	})
	return sites
}

func (u *unit) changes(first, second ast.Stmt) bool {
	found := false
	ast.Inspect(second, func(node ast.Node) bool {
		if identifier, ok := node.(*ast.Ident); ok {
			variable := u.local(identifier)
			found = found || variable != nil && u.assigned(variable, first)
		}
		return !found
	})
	return found
}

func mutateJump(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		if node, ok := node.(*ast.BranchStmt); ok && node.Label == nil {
			switch node.Tok {
			case token.BREAK:
				sites = append(sites, site{u.replace(node, "continue")})
			case token.CONTINUE:
				sites = append(sites, site{u.replace(node, "break")})
			}
		}
	})
	return sites
}
