import type { Node } from 'web-tree-sitter';
import type { LanguageDefinition } from './languages/definition.ts';

/** What the parameters are called, with their stars (`*args`, `...rest`), without types and defaults. */
export function parameterNames(
  parameters: Node | undefined,
  { parameterNames: fields, ignoredTypes }: LanguageDefinition,
): string[] {
  if (!parameters) return [];
  if (parameters.type === 'identifier') return [parameters.text];
  const names: string[] = [];
  for (const parameter of parameters.namedChildren) {
    if (!parameter || ignoredTypes.includes(parameter.type)) continue;
    const field = fields[parameter.type];
    if (field === null) continue;
    if (field === undefined) names.push(parameter.text);
    else if (field === 'firstChild') names.push(parameter.firstNamedChild?.text ?? parameter.text);
    else {
      const named = parameter.childrenForFieldName(field).filter((node) => node?.isNamed);
      names.push(...(named.length > 0 ? named : [parameter]).map((node) => node?.text ?? ''));
    }
  }
  return names;
}
