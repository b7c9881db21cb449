/** What a check can find, as SARIF describes it to readers of an alert. */
export const sarifRules = [
  {
    id: 'low-fidelity',
    name: 'LowFidelity',
    shortDescription: { text: 'The documentation does not tell what the function does.' },
    fullDescription: {
      text: 'The function was rebuilt from its signature and documentation alone, and what came back is too far from the code. Something that matters is not written down.',
    },
    help: help(
      'Say in the documentation what the code does and the signature does not tell: special cases, units, order, errors, side effects.',
      'The bar is --min-fidelity. How much can be rebuilt also depends on the model.',
    ),
    defaultConfiguration: { level: 'warning' },
    properties: { tags: ['documentation', 'maintainability'] },
  },
  {
    id: 'drift',
    name: 'DocumentationDrift',
    shortDescription: { text: 'The documentation tells of code that is no longer there.' },
    fullDescription: {
      text: 'What is rebuilt from the documentation is closer to the function as it was in the commit that last touched the documentation than to the function as it is now.',
    },
    help: help(
      'Read the changes to the function since the commit that is named, and bring the documentation up to date.',
      'If the documentation is right and the code is not, mend the code.',
    ),
    defaultConfiguration: { level: 'warning' },
    properties: { tags: ['documentation', 'maintainability'] },
  },
] as const;

export type SarifRuleId = (typeof sarifRules)[number]['id'];

function help(...sentences: readonly string[]) {
  return { text: sentences.join(' '), markdown: sentences.join('\n\n') };
}
