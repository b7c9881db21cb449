package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

// for i, v := range s {B} -> for i := 0; i < len(s); i++ {v := s[i]; B}
func rangeToIndex(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		loop, ok := node.(*ast.RangeStmt)
		if !ok || loop.Tok != token.DEFINE || !u.pure(loop.X) || !indexable(u.typeOf(loop.X)) {
			return
		}
		if variable := u.local(loop.X); variable != nil && u.assigned(variable, loop.Body) {
			return
		}
		index, ok := loop.Key.(*ast.Ident)
		if !ok {
			return
		}
		name := index.Name
		if name == "_" {
			name = u.fresh("i", "j", "k", "index", "at")
		} else if u.assigned(u.local(index), loop.Body) {
			return
		}
		element := ""
		if value, ok := loop.Value.(*ast.Ident); ok && value.Name != "_" {
			element = "\n" + value.Name + " := " + u.operand(loop.X) + "[" + name + "]"
		}
		sites = append(sites, site{
			{u.offset(loop.Pos()), u.offset(loop.Body.Pos()), "for " + name + " := 0; " + name + " < len(" + u.source(loop.X) + "); " + name + "++ "},
			u.insert(loop.Body.Lbrace+1, element),
		})
	})
	return sites
}

// indexable types have the elements over which range goes; a string ranges over runes.
func indexable(kind types.Type) bool {
	switch kind.Underlying().(type) {
	case *types.Slice, *types.Array:
		return true
	}
	return false
}

// for i := 0; i < len(s); i++ {B} -> for i := range s {B}
func indexToRange(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		loop, ok := node.(*ast.ForStmt)
		if !ok || loop.Cond == nil || loop.Post == nil {
			return
		}
		index, sequence := u.counted(loop)
		if index == nil || !indexable(u.typeOf(sequence)) || u.assigned(index, loop.Body) {
			return
		}
		if variable := u.local(sequence); variable != nil && !u.assigned(variable, loop.Body) {
			sites = append(sites, site{{u.offset(loop.Pos()), u.offset(loop.Body.Pos()), "for " + index.Name() + " := range " + u.source(sequence) + " "}})
		}
	})
	return sites
}

// counted gives index and sequence of a loop from 0 to the length of a sequence.
func (u *unit) counted(loop *ast.ForStmt) (*types.Var, ast.Expr) {
	init, ok := loop.Init.(*ast.AssignStmt)
	if !ok || init.Tok != token.DEFINE || len(init.Lhs) != 1 || u.source(init.Rhs[0]) != "0" {
		return nil, nil
	}
	index := u.local(init.Lhs[0])
	condition, ok := loop.Cond.(*ast.BinaryExpr)
	if !ok || condition.Op != token.LSS || u.local(condition.X) != index {
		return nil, nil
	}
	step, ok := loop.Post.(*ast.IncDecStmt)
	if !ok || step.Tok != token.INC || u.local(step.X) != index {
		return nil, nil
	}
	call, ok := condition.Y.(*ast.CallExpr)
	if !ok || u.source(call.Fun) != "len" {
		return nil, nil
	}
	return index, call.Args[0]
}
