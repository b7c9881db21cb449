package main

// idioms are rewrites a programmer would make while writing the same function anew.
var idioms = []transform{
	{"if_invert", ifInvert},
	{"early_to_else", earlyToElse},
	{"else_to_early", elseToEarly},
	{"for_to_while", forToWhile},
	{"while_to_for", whileToFor},
	{"while_true", whileTrue},
	{"range_to_index", rangeToIndex},
	{"index_to_range", indexToRange},
	{"switch_to_if", switchToIf},
	{"if_to_switch", ifToSwitch},
	{"nest_and", nestAnd},
	{"merge_and", mergeAnd},
	{"bool_return", boolReturn},
	{"return_condition", returnCondition},
	{"else_to_default", elseToDefault},
	{"hoist_init", hoistInit},
	{"demorgan", demorgan},
	{"cmp_flip", compareFlip},
	{"commute", commute},
	{"aug_expand", augmentedExpand},
	{"aug_contract", augmentedContract},
	{"len_check", lengthCheck},
	{"integer_bound", integerBound},
	{"concat_to_format", concatToFormat},
	{"extract_temp", extractTemp},
	{"inline_temp", inlineTemp},
	{"extract_closure", extractClosure},
	{"extract_helper", extractHelper},
	{"rename_locals", renameLocals},
	{"split_assign", splitAssign},
	{"join_assign", joinAssign},
	{"var_declaration", varDeclaration},
	{"short_declaration", shortDeclaration},
	{"bare_return", bareReturn},
	{"explicit_return", explicitReturn},
	{"reorder", reorderIndependent},
}

// plain rewrites leave the instructions as they are.
var plain = []transform{
	{"dead_code", deadCode},
	{"format_comments", formatComments},
	{"parentheses", parentheses},
}
