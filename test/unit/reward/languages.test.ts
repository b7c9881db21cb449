import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../src/parse/types.ts';
import { score } from './support.ts';

/** One function as candidates of falling worth would rebuild it. */
interface Example {
  readonly original: string;
  /** Other white space, quotes, separators, redundant parentheses, comments and documentation. */
  readonly reformatted: string;
  /** Other names for locals. */
  readonly renamed: string;
  /** One statement is missing. */
  readonly shortened: string;
  readonly stub: string;
  readonly otherName: string;
  readonly otherArity: string;
  readonly broken: string;
}

const ecmaScript: Example = {
  original: `function tally(words, limit) {
  const counts = {};
  for (const word of words) {
    if (word.length > limit) continue;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return Object.entries(counts).map(([key, n]) => key + ': ' + n);
}`,
  reformatted: `/** Counts. @returns lines */
function tally(words, limit,)
{
    const counts = {}   // none yet
    for (const word of words) {
        if ((word.length > limit)) continue
        counts[word] = (counts[word] ?? 0) + 1
    }
    /* done */
    return (Object.entries(counts).map(([key, n],) => key + ": " + n))
}`,
  renamed: `function tally(words, limit) {
  const seen = {};
  for (const w of words) {
    if (w.length > limit) continue;
    seen[w] = (seen[w] ?? 0) + 1;
  }
  return Object.entries(seen).map(([a, b]) => a + ': ' + b);
}`,
  shortened: `function tally(words, limit) {
  const counts = {};
  for (const word of words) {
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return Object.entries(counts).map(([key, n]) => key + ': ' + n);
}`,
  stub: 'function tally(words, limit) {\n  throw new Error();\n}',
  otherName: 'function count(words, limit) {\n  return Object.entries(words);\n}',
  otherArity: 'function tally(words) {\n  return Object.entries(words);\n}',
  broken: 'function tally(words, limit) {\n  return Object.entries(words;\n}',
};

const markup: Example = {
  original: `const Price = ({ amount, currency }) => {
  const text = format(amount, currency);
  if (!text) return null;
  return <b className="price" title={currency}>Now {text} only</b>;
};`,
  reformatted: `/** A price. */
const Price = ({ amount, currency, }) => {
    // as text
    const text = format(amount, currency)
    if (!text) return null
    return (
        <b
          className='price'
          title={currency}
        >
            Now {text} only
        </b>
    )
}`,
  renamed: `const Price = ({ amount, currency }) => {
  const shown = format(amount, currency);
  if (!shown) return null;
  return <b className="price" title={currency}>Now {shown} only</b>;
};`,
  shortened: `const Price = ({ amount, currency }) => {
  const text = format(amount, currency);
  return <b className="price" title={currency}>Now {text} only</b>;
};`,
  stub: 'const Price = ({ amount, currency }) => null;',
  otherName: 'const Cost = ({ amount, currency }) => <b>{amount}</b>;',
  otherArity: 'const Price = () => <b>free</b>;',
  broken: 'const Price = ({ amount, currency }) => <b>{amount;',
};

const examples: Readonly<Record<LanguageId, Example>> = {
  python: {
    original: `def tally(words, limit=3):
    counts = {}
    for word in words:
        if len(word) > limit:
            continue
        counts[word] = counts.get(word, 0) + 1
    return [key + ': ' + str(n) for key, n in counts.items()]`,
    reformatted: `def tally(words, limit=3,):
  """Counts words.

  Long ones are left out.
  """
  counts = {}   # none yet
  for word in words:
    if (len(word) > limit): continue
    counts[word] = (counts.get(word, 0) + 1)

  return [
    key + ": " + str(n)
    for key, n in counts.items()
  ]`,
    renamed: `def tally(words, limit=3):
    seen = {}
    for w in words:
        if len(w) > limit:
            continue
        seen[w] = seen.get(w, 0) + 1
    return [a + ': ' + str(b) for a, b in seen.items()]`,
    shortened: `def tally(words, limit=3):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return [key + ': ' + str(n) for key, n in counts.items()]`,
    stub: 'def tally(words, limit=3):\n    pass',
    otherName: 'def count(words, limit=3):\n    return len(words)',
    otherArity: 'def tally(words):\n    return len(words)',
    broken: 'def tally(words, limit=3):\n    return len(words',
  },
  javascript: ecmaScript,
  typescript: ecmaScript,
  javascriptreact: markup,
  typescriptreact: markup,
  go: {
    original: `func (c *Counter) Tally(words []string, limit int) (int, error) {
	total := 0
	for _, word := range words {
		if len(word) > limit {
			return 0, errors.New("too long: " + word)
		}
		c.counts[word]++
		total += len(word)
	}
	return total, nil
}`,
    reformatted: `// Tally counts words.
func (c *Counter) Tally(words []string, limit int) (int, error) {
  total := 0; /* none yet */ for _, word := range words {
    if (len(word) > limit) {

      return 0, errors.New(
        "too long: " + word,
      )
    }
    c.counts[word]++ // seen
    total += len(word)
  }
  return total, nil
}`,
    renamed: `func (k *Counter) Tally(words []string, limit int) (int, error) {
	sum := 0
	for _, w := range words {
		if len(w) > limit {
			return 0, errors.New("too long: " + w)
		}
		k.counts[w]++
		sum += len(w)
	}
	return sum, nil
}`,
    shortened: `func (c *Counter) Tally(words []string, limit int) (int, error) {
	total := 0
	for _, word := range words {
		if len(word) > limit {
			return 0, errors.New("too long: " + word)
		}
		total += len(word)
	}
	return total, nil
}`,
    stub: `func (c *Counter) Tally(words []string, limit int) (int, error) {
	panic("todo")
}`,
    otherName:
      'func (c *Counter) Count(words []string, limit int) (int, error) {\n\treturn 0, nil\n}',
    otherArity: 'func (c *Counter) Tally(words []string) (int, error) {\n\treturn 0, nil\n}',
    broken: 'func (c *Counter) Tally(words []string, limit int) (int, error) {\n\treturn 0, nil\n',
  },
  ruby: {
    original: `def tally(words, limit = 3)
  counts = Hash.new(0)
  words.each do |word|
    next if word.size > limit
    counts[word] += 1
  end
  counts.map { |key, n| key + ': ' + n.to_s }
end`,
    reformatted: `# Counts words.
# @return [Array<String>]
def tally(words, limit = 3)
    counts = Hash.new(0) # none yet

    words.each do |word|
        next if (word.size > limit)
        counts[word] += 1;
    end
    counts.map { |key, n| key + ": " + n.to_s }
end`,
    renamed: `def tally(words, limit = 3)
  seen = Hash.new(0)
  words.each do |w|
    next if w.size > limit
    seen[w] += 1
  end
  seen.map { |a, b| a + ': ' + b.to_s }
end`,
    shortened: `def tally(words, limit = 3)
  counts = Hash.new(0)
  words.each do |word|
    counts[word] += 1
  end
  counts.map { |key, n| key + ': ' + n.to_s }
end`,
    stub: 'def tally(words, limit = 3)\n  raise NotImplementedError\nend',
    otherName: 'def count(words, limit = 3)\n  words.size\nend',
    otherArity: 'def tally(words)\n  words.size\nend',
    broken: 'def tally(words, limit = 3)\n  words.size(',
  },
};

describe.each(Object.entries(examples) as [LanguageId, Example][])('in %s', (language, example) => {
  const similarity = (candidate: string) => score(language, example.original, candidate).similarity;

  it('formatting, comments and documentation do not matter', () => {
    expect(score(language, example.original, example.reformatted)).toMatchObject({
      reward: 1,
      parts: { parses: 1, signature: 1, nodes: 1, values: 1, roots: 1 },
    });
  });

  it('renaming a local costs nothing, a missing statement something, a stub most', () => {
    const { renamed, shortened, stub } = example;
    expect(similarity(renamed)).toBe(1);
    expect(similarity(shortened)).toBeLessThan(0.9);
    expect(similarity(shortened)).toBeGreaterThan(similarity(stub));
    expect(similarity(stub)).toBeLessThan(0.35);
    expect(score(language, example.original, stub).parts.parses).toBe(1);
  });

  it.each(['otherName', 'otherArity', 'broken'] as const)('%s is the wrong form', (kind) => {
    const { reward, parts } = score(language, example.original, example[kind]);
    expect(reward).toBe(-0.2);
    expect(Math.min(parts.parses ?? 1, parts.signature ?? 1)).toBe(0);
  });

  it('a doc that holds the code earns nothing, one that describes it all', () => {
    const { original } = example;
    expect(score(language, original, original, `Like so: ${original}`).reward).toBe(0);
    expect(score(language, original, original, 'Counts words up to a length.').reward).toBe(1);
  });
});
