import type { FunctionUnit } from '../../parse/types.ts';
import { isDocstring } from '../docstring.ts';
import { type SyntaxNode, visit } from '../syntaxNode.ts';
import { bindsNames, isMember } from './bindings.ts';
import type { LabelledTree } from './labelledTree.ts';

/** One lexical token, a leaf of the syntax tree. */
export interface Leaf {
  readonly text: string;
  readonly kind: string;
  /** A formatter may add or remove it: a separator, redundant parentheses. */
  readonly isFormatting: boolean;
  readonly inBody: boolean;
  /** A new name for something, as on the left of an assignment. */
  readonly isBound: boolean;
  /** The name of a member or a keyword, never of a variable. */
  readonly isMember: boolean;
}

/** What the parts of the reward compare of one function. */
export interface FunctionSyntax {
  readonly name: string;
  readonly qualifiedName: string;
  readonly parameters: readonly string[];
  /** Every token but those of comments and docstrings. */
  readonly leaves: readonly Leaf[];
  /** Named nodes without comments, docstrings and redundant parentheses. */
  readonly tree: LabelledTree;
}

/** A node whose children are being visited. */
interface OpenNode {
  readonly kind: string;
  readonly field: string | null;
  readonly binds: boolean;
  /** Operators and keywords among the children: they tell `a + b` from `a - b`. */
  readonly words: string[];
  /** How many nodes were complete when this one was entered. */
  readonly nodesBefore: number;
}

const parentheses = new Set(['parenthesized_expression', 'parenthesized_statements']);
/** What may hold a function and nothing else, as a class with one method. */
const containers = new Set(['module', 'program', 'source_file', 'block', 'body_statement']);
const separators = new Set([',', ';']);
const quote = /("""|'''|"|')$/;
const punctuation = /^[()[\]{}:.,;]$|["'`]$/;

/** The text of a token as it is compared: quote marks and the white space of markup are style. */
function tokenText(text: string, kind: string, isNamed: boolean): string {
  if (kind === 'jsx_text') return text.replace(/\s+/g, ' ').trim();
  if (!isNamed || kind === 'string_start' || kind === 'string_end') {
    return text.trim().replace(quote, '"');
  }
  return text;
}

/**
 * Reads one function out of a file's tree. Comments, docstrings, white space, separators, quote
 * marks and redundant parentheses make no difference to what is compared.
 */
export function readFunction(root: SyntaxNode, unit: FunctionUnit): FunctionSyntax {
  const { language, range, bodyRange } = unit;
  const leaves: Leaf[] = [];
  const labels: string[] = [];
  const leftmost: number[] = [];
  const open: OpenNode[] = [];

  const belongs = ({ start, end, kind }: SyntaxNode): boolean => {
    if (containers.has(kind) && start === range.start && end === range.end) return false;
    return start >= range.start && end <= range.end;
  };

  /** @returns false for one that is only white space. */
  const addLeaf = (leaf: SyntaxNode, node: OpenNode, parent: OpenNode | undefined): boolean => {
    const token = tokenText(leaf.text, node.kind, leaf.isNamed);
    if (token === '') return false;
    const isParenthesis = parentheses.has(parent?.kind ?? '') && (token === '(' || token === ')');
    leaves.push({
      text: token,
      kind: node.kind,
      isFormatting: separators.has(token) || isParenthesis,
      inBody: leaf.start >= bodyRange.start && leaf.end <= bodyRange.end,
      isBound: node.binds,
      isMember: isMember({ parent: parent?.kind ?? '', field: node.field, kind: node.kind }),
    });
    if (!leaf.isNamed && !punctuation.test(token)) parent?.words.push(token);
    return true;
  };

  visit(root, {
    enter(node) {
      const { start, end, kind, field } = node;
      const isOutside = end <= range.start || start >= range.end || start === end;
      if (isOutside || isDocstring(node, language)) return false;
      const parent = open.at(-1);
      const position = { parent: parent?.kind ?? '', field, kind };
      const binds = bindsNames(language, position, parent?.binds ?? false);
      open.push({ kind, field, binds, words: [], nodesBefore: labels.length });
      return true;
    },
    leave(node) {
      const closed = open.pop();
      if (!closed || !belongs(node)) return;
      if (node.height === 0 && !addLeaf(node, closed, open.at(-1))) return;
      if (!node.isNamed || parentheses.has(node.kind)) return;
      labels.push([node.kind, ...closed.words].join(' '));
      leftmost.push(closed.nodesBefore);
    },
  });
  labels.push('function');
  leftmost.push(0);
  const { name, qualifiedName, parameters } = unit;
  return { name, qualifiedName, parameters, leaves, tree: { labels, leftmost } };
}
