import { describe, expect, it } from 'vitest';
import { Code } from '../../bench/reward/pairs/ecmascript/code.ts';
import { mutants } from '../../bench/reward/pairs/ecmascript/mutants.ts';
import { Random } from '../../bench/reward/pairs/ecmascript/random.ts';
import { rewrites } from '../../bench/reward/pairs/ecmascript/rewrites/index.ts';
import { applyTransform } from '../../bench/reward/pairs/ecmascript/transform.ts';

const transforms = new Map([...rewrites, ...mutants].map((one) => [one.name, one]));

/** The function after the transform, white space as single blanks; undefined where it does not apply. */
function transformed(name: string, body: string): string | undefined {
  const transform = transforms.get(name);
  if (!transform) throw new Error(`There is no transform ${name}.`);
  const code = new Code(`function f(a, b) { ${body} }`, 'javascript');
  const after = applyTransform(code, transform, new Random('test'));
  return after && squeezed(after.text).replace(/^function f\(a, b\) \{ (.*) \}$/, '$1');
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

describe('rewrites', () => {
  it.each([
    ['invert_if', 'if (a === b) { g(); } else { h(); }', 'if (a !== b) { h(); } else { g(); }'],
    [
      'early_return_to_else',
      'if (a) return 1; g(); return 2;',
      'if (a) return 1; else { g(); return 2; }',
    ],
    ['else_to_early_return', 'if (a) { return 1; } else { g(); }', 'if (a) { return 1; } g();'],
    ['ternary_to_if', 'return a ? 1 : 2;', 'if (a) { return 1; } else { return 2; }'],
    ['ternary_to_if', 'const c = a ? 1 : 2;', 'let c; if (a) { c = 1; } else { c = 2; }'],
    ['if_to_ternary', 'if (a) { return 1; } return b;', 'return a ? 1 : b;'],
    ['de_morgan', 'if (a && b < 1) g();', 'if (!(!a || (!(b < 1)))) g();'],
    ['and_to_nested_if', 'if (a && b) g();', 'if (a) { if (b) { g(); } }'],
    ['nested_if_to_and', 'if (a) { if (b || c) g(); }', 'if (a && (b || c)) { g(); }'],
    [
      'switch_to_if',
      'switch (a) { case 1: case 2: return 3; default: g(); }',
      'const subject = a; if (subject === 1 || subject === 2) { return 3; } else { g(); }',
    ],
    ['flip_comparison', 'return a <= b;', 'return b >= a;'],
    [
      'for_to_while',
      'for (let i = 0; i < a; i++) { g(i); }',
      '{ let i = 0; while (i < a) { g(i); i++; } }',
    ],
    ['while_to_for', 'while (a) g();', 'for (; a; ) { g(); }'],
    ['for_of_to_for_each', 'for (const x of a) g(x);', 'a.forEach((x) => { g(x); });'],
    [
      'for_of_to_index',
      'for (const x of a) g(x);',
      'for (let i = 0; i < a.length; i++) { const x = a[i]; g(x); }',
    ],
    [
      'index_to_for_of',
      'for (let i = 0; i < a.length; i++) { g(a[i]); }',
      'for (const item of a) { g(item); }',
    ],
    ['for_each_to_for_of', 'a.forEach((x) => g(x));', 'for (const x of a) { g(x); }'],
    ['commute', 'return a * (b + c);', 'return (b + c) * a;'],
    ['expand_compound_assignment', 'a -= b - 1;', 'a = a - (b - 1);'],
    ['contract_compound_assignment', 'a = a - b;', 'a -= b;'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    ['template_to_concat', 'return `${a}: ${b}`;', "return ('' + a + ': ' + b);"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    ['concat_to_template', "return a + ':';", 'return `${a}:`;'],
    [
      'rename_locals',
      'const { x } = a; const y = x + b; return { y, x: g.y };',
      'const { x: value } = a; const result = value + b; return { y: result, x: g.y };',
    ],
    ['extract_temp', 'return g(a);', 'const temp = g(a); return temp;'],
    ['inline_temp', 'const c = a + 1; return c * 2;', 'return (a + 1) * 2;'],
    ['destructuring_to_member', 'const { x, y: z } = a;', 'const x = a.x; const z = a.y;'],
    ['member_to_destructuring', 'const x = a.y;', 'const { y: x } = a;'],
    ['split_declaration', 'const c = a;', 'let c; c = a;'],
    ['swap_declarations', 'const c = a; const d = b;', 'const d = b; const c = a;'],
    ['arrow_to_function', 'return a.map((x) => x);', 'return a.map(function (x) { return x; });'],
    ['function_to_arrow', 'g(function (x) { h(x); });', 'g((x) => { h(x); });'],
    ['arrow_body', 'g((x) => x);', 'g((x) => { return x; });'],
  ])('%s: %s', (name, before, after) => {
    expect(transformed(name, before)).toBe(after);
  });

  it('extract_helper passes what the value reads, and no names of properties', () => {
    const code = 'const x = a.b; return x;';
    expect(transformed('extract_helper', code)).toBe(
      'function helper(a) { return a.b; } function f(a, b) { const x = helper(a); return x; }',
    );
  });

  it.each([
    ['de_morgan', 'return a && b;', 'the value itself is returned'],
    ['for_to_while', 'for (;;) { if (a) continue; g(); }', 'the step would be skipped'],
    ['for_of_to_for_each', 'for (const x of a) { if (x) return x; }', 'it may return'],
    ['function_to_arrow', 'g(function () { return this; });', 'it has a this of its own'],
    ['inline_temp', 'const c = g(); for (;;) h(c);', 'it would be run again and again'],
    ['swap_declarations', 'const c = a; const d = c;', 'one needs the other'],
    ['expand_compound_assignment', 'g(a++);', 'the value before is used'],
  ])('%s leaves alone: %s (%s)', (name, body) => {
    expect(transformed(name, body)).toBeUndefined();
  });
});

describe('mutants', () => {
  it.each([
    ['m_logical', 'return a && b;', 'return a || b;'],
    ['m_negated_condition', 'if (a === b) g();', 'if (a !== b) g();'],
    ['m_wrong_variable', 'return g(a);', 'return g(b);'],
    ['m_swapped_arguments', 'g(a, b);', 'g(b, a);'],
    ['m_dropped_branch', 'if (a) { g(); }', ''],
    ['m_swapped_api', 'return a.some(b);', 'return a.every(b);'],
    ['m_reordered_statements', 'g(); h();', 'h(); g();'],
    ['m_step', 'a++;', 'a--;'],
  ])('%s: %s', (name, before, after) => {
    const result = transformed(name, before)?.replace(/^function f\(a, b\) \{ \}$/, '');
    expect(result).toBe(after);
  });
});
