package main

import (
	"go/ast"
	"go/token"
	"strings"
)

func (u *unit) binaries(visit func(*ast.BinaryExpr)) {
	u.inspect(func(node ast.Node) {
		if node, ok := node.(*ast.BinaryExpr); ok && u.info.Types[node].Value == nil {
			visit(node)
		}
	})
}

var dual = map[token.Token]token.Token{token.LAND: token.LOR, token.LOR: token.LAND}

// a && b -> !(!a || !b)
func demorgan(u *unit) (sites []site) {
	u.binaries(func(node *ast.BinaryExpr) {
		if operator, ok := dual[node.Op]; ok {
			sites = append(sites, site{u.replace(node, "!("+u.negatedOperand(node.X)+" "+operator.String()+" "+u.negatedOperand(node.Y)+")")})
		}
	})
	return sites
}

func (u *unit) negatedOperand(condition ast.Expr) string {
	text := u.negated(condition)
	if inner, ok := condition.(*ast.UnaryExpr); ok && inner.Op == token.NOT {
		if _, binary := inner.X.(*ast.ParenExpr); binary {
			return "(" + text + ")"
		}
	}
	return text
}

// a < b -> b > a
func compareFlip(u *unit) (sites []site) {
	u.binaries(func(node *ast.BinaryExpr) {
		if operator, ok := mirrored[node.Op]; ok && u.source(node.Y) != "nil" {
			sites = append(sites, site{u.replace(node, u.source(node.Y)+" "+operator.String()+" "+u.source(node.X))})
		}
	})
	return sites
}

// a + b -> b + a, for numbers
func commute(u *unit) (sites []site) {
	u.binaries(func(node *ast.BinaryExpr) {
		switch node.Op {
		case token.ADD, token.MUL, token.AND, token.OR, token.XOR:
			if u.isNumeric(node) {
				sites = append(sites, site{u.replace(node, u.operand(node.Y)+" "+node.Op.String()+" "+u.operand(node.X))})
			}
		}
	})
	return sites
}

// x += e -> x = x + e; i++ -> i += 1
func augmentedExpand(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		switch node := node.(type) {
		case *ast.AssignStmt:
			operator := strings.TrimSuffix(node.Tok.String(), "=")
			if node.Tok != token.ASSIGN && node.Tok != token.DEFINE && u.pure(node.Lhs[0]) {
				sites = append(sites, site{u.replace(node, u.source(node.Lhs[0])+" = "+u.source(node.Lhs[0])+operator+u.operand(node.Rhs[0]))})
			}
		case *ast.IncDecStmt:
			sites = append(sites, site{u.replace(node, u.source(node.X)+node.Tok.String()[:1]+"= 1")})
		}
	})
	return sites
}

// x = x + e -> x += e
func augmentedContract(u *unit) (sites []site) {
	u.inspect(func(node ast.Node) {
		assign, ok := node.(*ast.AssignStmt)
		if !ok || assign.Tok != token.ASSIGN || len(assign.Lhs) != 1 {
			return
		}
		binary, ok := assign.Rhs[0].(*ast.BinaryExpr)
		if ok && u.source(binary.X) == u.source(assign.Lhs[0]) && u.pure(assign.Lhs[0]) {
			sites = append(sites, site{u.replace(assign, u.source(assign.Lhs[0])+binary.Op.String()+"= "+u.unwrapped(binary.Y))})
		}
	})
	return sites
}

// s == "" <-> len(s) == 0; len(s) > 0 -> len(s) != 0
func lengthCheck(u *unit) (sites []site) {
	u.binaries(func(node *ast.BinaryExpr) {
		left, right := u.source(node.X), u.source(node.Y)
		call, isCall := node.X.(*ast.CallExpr)
		isLength := isCall && strings.HasPrefix(left, "len(")
		switch {
		case right == `""` && (node.Op == token.EQL || node.Op == token.NEQ):
			sites = append(sites, site{u.replace(node, "len("+left+") "+node.Op.String()+" 0")})
		case isLength && right == "0" && node.Op == token.GTR:
			sites = append(sites, site{u.replace(node, left+" != 0")})
		case isLength && right == "0" && (node.Op == token.EQL || node.Op == token.NEQ) && u.isString(call.Args[0]):
			sites = append(sites, site{u.replace(node, u.operand(call.Args[0])+node.Op.String()+`""`)})
		case isLength && right == "0" && node.Op == token.NEQ:
			sites = append(sites, site{u.replace(node, left+" > 0")})
		}
	})
	return sites
}

// x < 5 -> x <= 4, for integers and literals
func integerBound(u *unit) (sites []site) {
	u.binaries(func(node *ast.BinaryExpr) {
		literal, ok := node.Y.(*ast.BasicLit)
		if !ok || literal.Kind != token.INT || u.isFloat(node.X) {
			return
		}
		switch {
		case node.Op == token.LSS && literal.Value != "0":
			sites = append(sites, site{u.replace(node, u.source(node.X)+" <= "+shifted(literal.Value, -1))})
		case node.Op == token.GEQ && literal.Value != "0":
			sites = append(sites, site{u.replace(node, u.source(node.X)+" > "+shifted(literal.Value, -1))})
		case node.Op == token.GTR:
			sites = append(sites, site{u.replace(node, u.source(node.X)+" >= "+shifted(literal.Value, 1))})
		case node.Op == token.LEQ:
			sites = append(sites, site{u.replace(node, u.source(node.X)+" < "+shifted(literal.Value, 1))})
		}
	})
	return sites
}

// "a" + b -> fmt.Sprintf("a%s", b)
func concatToFormat(u *unit) (sites []site) {
	u.binaries(func(node *ast.BinaryExpr) {
		outer, nested := u.parents[node].(*ast.BinaryExpr)
		if node.Op != token.ADD || !u.isString(node) || nested && outer.Op == token.ADD {
			return
		}
		format, arguments := "", ""
		for _, operand := range summands(node) {
			literal, ok := operand.(*ast.BasicLit)
			if ok && strings.HasPrefix(literal.Value, `"`) {
				format += strings.ReplaceAll(literal.Value[1:len(literal.Value)-1], "%", "%%")
			} else {
				format += "%s"
				arguments += ", " + u.source(operand)
			}
		}
		sites = append(sites, site{u.replace(node, `fmt.Sprintf("`+format+`"`+arguments+")")})
	})
	return sites
}

func summands(expression ast.Expr) []ast.Expr {
	binary, ok := expression.(*ast.BinaryExpr)
	if !ok || binary.Op != token.ADD {
		return []ast.Expr{expression}
	}
	return append(summands(binary.X), summands(binary.Y)...)
}
