import ts from 'typescript';
import { Code } from './code.ts';
import type { Random } from './random.ts';

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One way to apply a transform: edits that do not overlap. */
export type Site = readonly Edit[];

/** A rewrite keeps what a function does; a mutant means to change it. Running both decides. */
export interface Transform {
  readonly name: string;
  sites(code: Code): Site[];
}

export function replace(node: ts.Node, text: string): Edit {
  return { start: node.getStart(), end: node.getEnd(), text };
}

export function insertBefore(node: ts.Node, text: string): Edit {
  return { start: node.getStart(), end: node.getStart(), text };
}

function applyEdits(text: string, site: Site): string {
  return [...site]
    .sort((a, b) => b.start - a.start)
    .reduce((done, { start, end, text: by }) => done.slice(0, start) + by + done.slice(end), text);
}

/** The code after the transform at one of its sites, or undefined where it has none that parses. */
export function applyTransform(code: Code, transform: Transform, random: Random): Code | undefined {
  for (const site of random.shuffled(transform.sites(code)).slice(0, 4)) {
    const text = applyEdits(code.text, site);
    if (text !== code.text && parses(text, code)) return new Code(text, code.dialect);
  }
  return undefined;
}

function parses(text: string, { dialect }: Code): boolean {
  const fileName = dialect === 'typescript' ? 'code.ts' : 'code.js';
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, allowJs: true },
  });
  return diagnostics.length === 0;
}
