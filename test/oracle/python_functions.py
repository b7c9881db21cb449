"""Prints, for each path read from stdin, the functions that Python's own parser finds: one JSON line
`{"path", "functions": [[line, name, docstring or null], ...]}`, or nothing for a file it can't parse."""

import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")
for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        with open(path, encoding="utf-8", newline="") as file:
            tree = ast.parse(file.read())
    except (SyntaxError, ValueError, RecursionError):
        continue
    functions = [
        [node.lineno, node.name, ast.get_docstring(node)]
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    print(json.dumps({"path": path, "functions": functions}))
