import type { Definition, Scope } from './syntaxCaptures.ts';

export interface QualifiedName {
  readonly name: string;
  readonly qualifiedName: string;
  /** The definition stands directly in a class. */
  readonly isMember: boolean;
}

interface Entry {
  readonly start: number;
  readonly end: number;
  readonly path: string;
  readonly isClass: boolean;
}

/**
 * Names of all definitions by what they stand in: one sweep over ranges in source order, with the
 * ranges that are still open on a stack.
 */
export function qualifiedNames(
  definitions: readonly Definition[],
  scopes: readonly Scope[],
  text: string,
): Map<Definition, QualifiedName> {
  const items = [
    ...scopes.map((scope) => ({ start: scope.start, end: scope.end, scope })),
    ...definitions.map((definition) => {
      const { startIndex: start, endIndex: end } = definition.node;
      return { start, end, definition };
    }),
  ].sort((a, b) => a.start - b.start || b.end - a.end);

  const names = new Map<Definition, QualifiedName>();
  const open: Entry[] = [];
  for (const item of items) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= item.start) open.pop();
    const parent = open.at(-1);
    const prefix = parent && parent.path !== '' ? `${parent.path}.` : '';
    let path: string;
    let isClass = false;
    if ('scope' in item) {
      path = prefix + dotted(item.scope.name);
      isClass = item.scope.isClass;
    } else {
      const own = ownName(item.definition, text);
      path = prefix + own.qualified;
      const isMember = parent?.isClass === true;
      names.set(item.definition, { name: own.name, qualifiedName: path, isMember });
    }
    open.push({ start: item.start, end: item.end, path, isClass });
  }
  return names;
}

function ownName(definition: Definition, text: string): { name: string; qualified: string } {
  const { name: nameNode, receiver } = definition.parts;
  if (!nameNode) return { name: 'default', qualified: 'default' };
  const written = dotted(text.slice(nameNode.startIndex, nameNode.endIndex));
  const isPath = nameNode.type === 'member_expression' || nameNode.type.startsWith('selector');
  const name = isPath || nameNode.type === 'attribute' ? written.replace(/^.*\./s, '') : written;
  const owner = receiver ? receiverName(text.slice(receiver.startIndex, receiver.endIndex)) : '';
  return { name, qualified: owner === '' ? written : `${owner}.${written}` };
}

/** Go's `(r *T[K])` is T; Ruby's `self` adds nothing to the class that it stands in. */
function receiverName(written: string): string {
  if (written === 'self') return '';
  return dotted(written.replace(/^\(\s*(?:\w+\s+)?\**\s*|\s*(?:\[.*\])?\s*,?\s*\)$/gs, ''));
}

/** A name as one word of a path: no quotes, no symbol's colon, no `this.`, `::` as a dot. */
function dotted(written: string): string {
  return written
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .replace(/^:"?([^":].*?)"?$/s, '$1')
    .replace(/^(?:this|self)\./, '')
    .replaceAll('::', '.')
    .replace(/\s+/g, ' ');
}
