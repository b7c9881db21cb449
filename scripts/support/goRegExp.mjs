/**
 * A regular expression of Go as one of JavaScript. Node 22 knows no flags within a pattern, so where
 * case matters in a part of it alone, letters are spelled out there as `[aA]`.
 *
 * @param {string} pattern
 * @returns {{ pattern: string, flags: '' | 'i' }}
 */
export function javaScriptRegExp(pattern) {
  const isWhole = pattern.startsWith('(?i)') && !pattern.includes('(?-i');
  const result = {
    pattern: translated(pattern, !isWhole),
    flags: /** @type {const} */ (isWhole ? 'i' : ''),
  };
  new RegExp(result.pattern, result.flags); // throws where JavaScript does not know it
  return result;
}

/** Go's syntax that JavaScript lacks, but for flags. */
const posixClasses = { '[:alnum:]': 'a-zA-Z0-9', '[:alpha:]': 'a-zA-Z', '[:digit:]': '0-9' };

/**
 * @param {string} pattern
 * @param {boolean} spellOut whether letters that stand for both cases are spelled out
 */
function translated(pattern, spellOut) {
  let output = '';
  // The flags of each open group; (?i) holds until its group ends.
  const groups = [{ ignoresCase: false, dotAll: false }];
  for (let index = 0; index < pattern.length; ) {
    const flags = groups[groups.length - 1];
    const bothCases = flags.ignoresCase && spellOut;
    const rest = pattern.slice(index);
    const [text, result] = next(rest, flags, bothCases, groups);
    output += result;
    index += text.length;
  }
  return output;
}

/** The next piece of the pattern and what stands for it. */
function next(rest, flags, bothCases, groups) {
  const group = /^\(\?(-?)([is])(\)|:)/.exec(rest);
  if (group) {
    const [text, off, letter, end] = group;
    const name = letter === 'i' ? 'ignoresCase' : 'dotAll';
    const changed = { ...flags, [name]: off === '' };
    if (end === ':') groups.push(changed);
    else groups[groups.length - 1] = changed;
    return [text, end === ':' ? '(?:' : ''];
  }
  const named = /^\(\?P<\w+>/.exec(rest);
  if (named || rest[0] === '(') {
    groups.push({ ...flags });
    return named ? [named[0], '('] : ['(', '('];
  }
  if (rest[0] === ')') {
    groups.pop();
    return [')', ')'];
  }
  if (rest[0] === '[') return characterClass(rest, bothCases);
  const escaped = /^\\(x[0-9a-fA-F]{2}|.)/s.exec(rest);
  if (escaped) return [escaped[0], escaped[0] === '\\z' ? '$' : escaped[0]];
  if (rest[0] === '.' && flags.dotAll) return ['.', '[^]'];
  return [rest[0], bothCases ? inBothCases(rest[0]) : rest[0]];
}

const isLetter = (text) => /^[a-zA-Z]$/.test(text);

function inBothCases(letter) {
  return isLetter(letter) ? `[${letter.toLowerCase()}${letter.toUpperCase()}]` : letter;
}

/** `[a-f0-9]`, in both cases `[a-fA-F0-9]`. A `[` in it is escaped. */
function characterClass(rest, bothCases) {
  const [whole, start, inside] = /^(\[\^?)(\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]/s.exec(rest) ?? [];
  if (whole === undefined) throw new Error(`A class of characters has no end: ${rest}`);
  const items = inside.match(/\[:\w+:\]|\\x[0-9a-fA-F]{2}|\\.|[^\\](?:-[^\\\]])?/gs) ?? [];
  const written = items.map((item) => {
    if (item in posixClasses) return posixClasses[item];
    if (item === '[' || item === ']') return `\\${item}`;
    const [first, , last] = item;
    const isRange = item.length === 3 && isLetter(first) && isLetter(last);
    if (!bothCases || !(isRange || isLetter(item))) return item;
    return `${item.toLowerCase()}${item.toUpperCase()}`;
  });
  return [whole, `${start}${written.join('')}]`];
}
