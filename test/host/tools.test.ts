import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CancellationTokenSource, LanguageModelTextPart, lm, workspace } from 'vscode';
import { inStore, openSource } from './support.ts';

const documented = [
  'def triple(number):',
  '    """Return number times three."""',
  '    return number * 3',
  '',
  '',
  'def bare(number):',
  '    return number + 1',
  '',
  '',
  'class Shelf:',
  '    def put(self, item):',
  '        """Later."""',
  '        raise NotImplementedError',
  '',
].join('\n');

describe('the tools for other assistants', () => {
  const file = 'tools.py';
  before(() => openSource(file, documented, 'def triple'));

  it('are there, each with a schema and words for the model that calls it', () => {
    const ours = lm.tools.filter(({ name }) => name.startsWith('roundtrip_'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), [
      'roundtrip_document',
      'roundtrip_fidelity',
      'roundtrip_reconstruct',
    ]);
    for (const { description, inputSchema } of ours) {
      assert.match(description, /Returns JSON/);
      assert.deepEqual((inputSchema as { required?: unknown }).required, ['file']);
    }
  });

  it('document a function by its name, as a record and without a change of the file', async () => {
    const before = inStore((store) => store.summary().documentations);
    const result = await invoke('document', { file, function: 'bare' });
    const document = await workspace.openTextDocument(join(folder(), file));
    assert.equal(document.getText(), documented);
    assert.equal(document.isDirty, false);
    assert.equal(result.path, file);
    assert.equal(result.qualifiedName, 'bare');
    assert.match(result.model, /qwen/);
    const { start, end, newText } = result.edit;
    const edited = documented.slice(0, start) + newText + documented.slice(end);
    assert.match(edited, /def bare\(number\):\n {4}r?"""[\s\S]+"""\n {4}return number \+ 1\n/);
    assert.ok(edited.includes(result.doc.split('\n')[0]?.slice(0, 20) ?? ''), edited);
    assert.equal(typeof result.fidelity, 'number');
    assert.equal(inStore((store) => store.summary().documentations) - before, 1);
  });

  it('rebuild a function by a line of it', async () => {
    const result = await invoke('reconstruct', { file: join(folder(), file), line: 3 });
    assert.equal(result.qualifiedName, 'triple');
    assert.equal(result.doc, 'Return number times three.');
    assert.match(result.code, /def triple\(number\)/);
    assert.ok(result.reward <= 1 && result.similarity <= 1);
  });

  it('check a documentation, by the URI of its file', async () => {
    const { uri } = await workspace.openTextDocument(join(folder(), file));
    const result = await invoke('fidelity', { file: uri.toString(), function: 'triple' });
    assert.ok(result.fidelity >= 0 && result.fidelity <= 1, String(result.fidelity));
    assert.equal(result.doc, 'Return number times three.');
  });

  const outside = join(tmpdir(), 'outside-of-the-workspace.py');
  const dots = relative(folder(), outside);
  const refused: [what: string, tool: string, input: object, sentence: RegExp][] = [
    ['a file that is not there', 'document', { file: 'no.py', line: 1 }, /no file no\.py in the/],
    ['a file outside', 'document', { file: outside, line: 1 }, /no file .*outside-of-the-/],
    ['a way out by dots', 'document', { file: dots, line: 1 }, /no file \.\.\//],
    ['a link that leads outside', 'document', { file: 'link.py', line: 1 }, /no file link\.py/],
    ['neither name nor line', 'document', { file }, /Name the function, or give a line/],
    ['a line behind the end', 'document', { file, line: 99 }, /a line from 1 to 14/],
    ['a line of no function', 'document', { file, line: 4 }, /no function on line 4/],
    ['an unknown name', 'document', { file, function: 'tripple' }, /Did you mean triple/],
    ['no documentation', 'reconstruct', { file, function: 'bare' }, /has no documentation to reb/],
    ['nothing to check', 'fidelity', { file, function: 'bare' }, /has no documentation to check/],
    ['a stub', 'fidelity', { file, function: 'Shelf.put' }, /put has no code yet/],
    ['another language', 'document', { file: 'words.txt', line: 1 }, /the language “plaintext”/],
  ];
  for (const [what, tool, input, sentence] of refused) {
    it(`say in a sentence what is wrong: ${what}`, async () => {
      writeFileSync(outside, documented);
      writeFileSync(join(folder(), 'words.txt'), 'word\n');
      const link = join(folder(), 'link.py');
      try {
        symlinkSync(outside, link);
      } catch (error) {
        assert.equal((error as NodeJS.ErrnoException).code, 'EEXIST');
      }
      await assert.rejects(invoke(tool, input), sentence);
    });
  }

  it('stop when they are cancelled', async () => {
    const source = new CancellationTokenSource();
    const asked = invoke('document', { file, function: 'triple' }, source);
    setTimeout(() => source.cancel(), 400);
    await assert.rejects(asked, /Cancel/i);
  });
});

/** What the three tools return, each some of it. */
interface Answer {
  readonly path: string;
  readonly qualifiedName: string;
  readonly model: string;
  readonly doc: string;
  readonly edit: { readonly start: number; readonly end: number; readonly newText: string };
  readonly code: string;
  readonly fidelity: number;
  readonly reward: number;
  readonly similarity: number;
}

async function invoke(
  name: string,
  input: object,
  source?: CancellationTokenSource,
): Promise<Answer> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await lm.invokeTool(`roundtrip_${name}`, options, source?.token);
  const [part] = content;
  assert.ok(part instanceof LanguageModelTextPart);
  return JSON.parse(part.value);
}

function folder(): string {
  return workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
}
