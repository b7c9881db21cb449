package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

var mutants = []transform{
	{"m_arith", mutateArithmetic},
	{"m_cmp", mutateComparison},
	{"m_const", mutateConstant},
	{"m_negcond", mutateCondition},
	{"m_wrongvar", mutateVariable},
	{"m_swapargs", mutateArguments},
	{"m_dropstmt", dropStatement},
	{"m_dropbranch", dropBranch},
	{"m_offbyone", offByOne},
	{"m_boolop", mutateConnective},
	{"m_api", mutateInterface},
	{"m_return", mutateReturn},
	{"m_reorder", reorderDependent},
	{"m_jump", mutateJump},
}

var arithmetic = map[token.Token]token.Token{
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.ADD, token.QUO: token.MUL, token.REM: token.QUO,
	token.SHL: token.SHR, token.SHR: token.SHL, token.AND: token.OR, token.OR: token.AND, token.XOR: token.AND, token.AND_NOT: token.AND,
	token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN, token.MUL_ASSIGN: token.ADD_ASSIGN, token.QUO_ASSIGN: token.MUL_ASSIGN,
	token.SHL_ASSIGN: token.SHR_ASSIGN, token.SHR_ASSIGN: token.SHL_ASSIGN, token.OR_ASSIGN: token.AND_ASSIGN, token.AND_ASSIGN: token.OR_ASSIGN, token.XOR_ASSIGN: token.OR_ASSIGN,
	token.INC: token.DEC, token.DEC: token.INC,
}

func mutateArithmetic(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		switch node := node.(type) {
		case *ast.BinaryExpr:
			if operator, ok := arithmetic[node.Op]; ok && u.isNumeric(node) {
				sites = append(sites, site{u.operator(node.OpPos, node.Op, operator)})
			}
		case *ast.AssignStmt:
			if operator, ok := arithmetic[node.Tok]; ok && u.isNumeric(node.Lhs[0]) {
				sites = append(sites, site{u.operator(node.TokPos, node.Tok, operator)})
			}
		case *ast.IncDecStmt:
			sites = append(sites, site{u.operator(node.TokPos, node.Tok, arithmetic[node.Tok])})
		}
	})
	return sites
}

func (u *unit) operator(position token.Pos, from, to token.Token) edit {
	return edit{u.offset(position), u.offset(position) + len(from.String()), to.String()}
}

var confused = map[token.Token][]token.Token{
	token.LSS: {token.LEQ, token.GTR}, token.LEQ: {token.LSS, token.GEQ}, token.GTR: {token.GEQ, token.LSS},
	token.GEQ: {token.GTR, token.LEQ}, token.EQL: {token.NEQ}, token.NEQ: {token.EQL},
}

func mutateComparison(u *unit) (sites []site) {
	u.binaries(func(node *ast.BinaryExpr) {
		for _, operator := range confused[node.Op] {
			sites = append(sites, site{u.operator(node.OpPos, node.Op, operator)})
		}
	})
	return sites
}

func mutateConstant(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		switch node := node.(type) {
		case *ast.BasicLit:
			for _, text := range otherLiterals(node) {
				sites = append(sites, site{u.replace(node, text)})
			}
		case *ast.Ident:
			if value, ok := map[string]string{"true": "false", "false": "true"}[node.Name]; ok {
				sites = append(sites, site{u.replace(node, value)})
			}
		}
	})
	return sites
}

func otherLiterals(node *ast.BasicLit) []string {
	switch node.Kind {
	case token.INT:
		return []string{shifted(node.Value, 1), shifted(node.Value, -1)}
	case token.STRING:
		text, err := strconv.Unquote(node.Value)
		if err != nil || text == "" {
			return []string{`" "`}
		}
		return []string{strconv.Quote(text[1:]), strconv.Quote(text + "x")}
	case token.CHAR:
		text, err := strconv.Unquote(node.Value)
		if err == nil {
			return []string{strconv.QuoteRune([]rune(text)[0] + 1)}
		}
	case token.FLOAT:
		return []string{"2 * " + node.Value}
	}
	return nil
}

// shifted adds to an integer literal in the base it is written in.
func shifted(literal string, by int64) string {
	number, err := strconv.ParseInt(strings.ReplaceAll(literal, "_", ""), 0, 64)
	switch {
	case err != nil:
		return literal
	case strings.HasPrefix(strings.ToLower(literal), "0x"):
		return "0x" + strconv.FormatInt(number+by, 16)
	}
	return strconv.FormatInt(number+by, 10)
}

func mutateCondition(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		switch node := node.(type) {
		case *ast.IfStmt:
			sites = append(sites, site{u.replace(node.Cond, u.negated(node.Cond))})
		case *ast.ForStmt:
			if node.Cond != nil {
				sites = append(sites, site{u.replace(node.Cond, u.negated(node.Cond))})
			}
		case *ast.CaseClause:
			outer := u.parents[u.parents[node]]
			if choice, ok := outer.(*ast.SwitchStmt); ok && choice.Tag == nil && len(node.List) == 1 {
				sites = append(sites, site{u.replace(node.List[0], u.negated(node.List[0]))})
			}
		}
	})
	return sites
}

// mutateVariable reads another variable of the same type.
func mutateVariable(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		identifier, ok := node.(*ast.Ident)
		variable := (*types.Var)(nil)
		if ok {
			variable = u.local(identifier)
		}
		if variable == nil || u.info.Uses[identifier] != variable || u.assignedTo(identifier) && !u.selected(identifier) {
			return
		}
		for scope := u.pkg.Scope().Innermost(identifier.Pos()); scope != nil && scope != u.pkg.Scope(); scope = scope.Parent() {
			for _, name := range scope.Names() {
				other, ok := scope.Lookup(name).(*types.Var)
				if ok && other != variable && name != "_" && other.Pos() < identifier.Pos() && types.Identical(other.Type(), variable.Type()) {
					sites = append(sites, site{u.replace(identifier, name)})
				}
			}
		}
	})
	return sites
}

func (u *unit) selected(identifier *ast.Ident) bool {
	selector, ok := u.parents[identifier].(*ast.SelectorExpr)
	return ok && selector.X == identifier
}

func offByOne(u *unit) (sites []site) {
	shift := func(expression ast.Expr) {
		if expression == nil || u.is(expression, types.IsString) {
			return
		}
		for _, by := range []string{" + 1", " - 1"} {
			sites = append(sites, site{u.insert(expression.End(), by)})
		}
	}
	u.inspect(func(node ast.Node) {
		switch node := node.(type) {
		case *ast.IndexExpr:
			if u.isNumeric(node.Index) {
				shift(node.Index)
			}
		case *ast.SliceExpr:
			shift(node.Low)
			shift(node.High)
		case *ast.CallExpr:
			if u.source(node.Fun) == "len" {
				sites = append(sites, site{u.replace(node, "("+u.source(node)+" - 1)")})
			}
		case *ast.ForStmt:
			if init, ok := node.Init.(*ast.AssignStmt); ok && len(init.Rhs) == 1 && u.isNumeric(init.Rhs[0]) {
				shift(init.Rhs[0])
			}
		}
	})
	return sites
}

func mutateConnective(u *unit) (sites []site) {
	u.binaries(func(node *ast.BinaryExpr) {
		if operator, ok := dual[node.Op]; ok {
			sites = append(sites, site{u.operator(node.OpPos, node.Op, operator)})
		}
	})
	return sites
}
