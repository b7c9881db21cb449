import type { FunctionSyntax, Leaf } from './functionSyntax.ts';

const variableKinds = new Set(['identifier', 'shorthand_property_identifier_pattern']);

/** A token as it is compared, with names that the function chose for itself taken out. */
export interface CanonicalToken {
  readonly text: string;
  readonly role: 'parameter' | 'local' | 'other';
  readonly leaf: Leaf;
}

/** The names that the signature or the body binds, in the order of their first mention. */
function boundNames({ leaves, name }: FunctionSyntax, inBody: boolean): Set<string> {
  const bound = leaves.filter(
    (leaf) => leaf.isBound && leaf.inBody === inBody && variableKinds.has(leaf.kind),
  );
  // `const name = () => …` binds the function itself.
  return new Set(bound.map(({ text }) => text).filter((text) => inBody || text !== name));
}

/**
 * The tokens of a function in order, without those that formatting may change. A parameter becomes
 * its place in the signature; a local name becomes how many other locals were mentioned since it was
 * last (move-to-front coding), so that renaming changes nothing, mixing two names up does, and an
 * edit disturbs only its neighbourhood.
 */
export function canonicalTokens(syntax: FunctionSyntax): CanonicalToken[] {
  const places = new Map([...boundNames(syntax, false)].map((name, place) => [name, place]));
  const locals = boundNames(syntax, true);
  const recent: string[] = [];
  const canonical = (leaf: Leaf): CanonicalToken => {
    const isVariable = variableKinds.has(leaf.kind) && !leaf.isMember;
    const place = isVariable ? places.get(leaf.text) : undefined;
    if (place !== undefined) return { text: `parameter ${place}`, role: 'parameter', leaf };
    if (!isVariable || !leaf.inBody || !locals.has(leaf.text)) {
      return { text: leaf.text, role: 'other', leaf };
    }
    const rank = recent.indexOf(leaf.text);
    if (rank >= 0) recent.splice(rank, 1);
    recent.unshift(leaf.text);
    return { text: rank < 0 ? 'local' : `local ${rank}`, role: 'local', leaf };
  };
  return syntax.leaves.filter((leaf) => !leaf.isFormatting).map(canonical);
}
