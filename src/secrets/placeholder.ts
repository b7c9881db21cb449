/** What stands where a secret would, in examples and in code that fills it in. */
const placeholder = new RegExp(
  [
    '^(.)\\1*$', // xxxx, ****
    '[<>{}]|\\$[\\w(]|%[\\w(]|#\\{', // <password>, {password}, $PASSWORD, %s
    '^(?:pass(?:w(?:or)?d|phrase|code)?|pwd|secret|token|key|credentials?|none|null|nil|undefined|true|false|string|required|optional|hidden|unknown|default|empty|text|name|value)[\\d_-]*$',
    'change.?(?:me|it|this)|your[_.-]?|example|placeholder|redacted|dummy|foo|bar\\b|^(?:my|the|some|a|new|old)?[_-]?(?:test(?:ing)?|sample|fake|mock)[_-]?(?:pass(?:word)?|secret|token|key)?\\d*$',
    '^(?:my|the|some|a|new|old)[_-]?(?:pass(?:word)?|pwd|secret|token|key)$',
  ].join('|'),
  'i',
);

/** True for a literal that stands for a secret without being one. */
export function isPlaceholder(value: string): boolean {
  return placeholder.test(value);
}
