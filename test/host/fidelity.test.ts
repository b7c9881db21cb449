import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import {
  type CodeAction,
  type CodeLens,
  ConfigurationTarget,
  commands,
  DiagnosticSeverity,
  type Hover,
  languages,
  type MarkdownString,
  Range,
  type TextDocument,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { inStore, openSource, runCommand, until } from './support.ts';

const documented = [
  'def triple(number):',
  '    """Return number times three."""',
  '    return number * 3',
  '',
  '',
  'def bare(number):',
  '    return number',
  '',
].join('\n');

const fidelityToday = /^fidelity \d+% · checked today$/;

describe('the fidelity of a documentation', () => {
  it('is offered by the hover, checked on demand, and shown by CodeLens and hover', async () => {
    const { document } = await openSource('checked.py', documented, 'return number * 3');
    assert.deepEqual(await lenses(document), []);
    assert.match(await hover(document, 'triple'), /was not checked yet\..*\[Check\]\(command:/);
    assert.equal(await hover(document, 'bare'), '', 'nothing to check without a documentation');

    await runCommand('checkFidelity');
    const [title = ''] = await lenses(document);
    assert.match(title, fidelityToday);
    const text = await hover(document, 'triple');
    assert.ok(text.includes(`**${title}** [Report](command:roundtrip.showReport`), text);
    assert.match(text, /Rebuilt by `qwen/);
  });

  it('comes from the store wherever the same function stands, without a reconstruction', async () => {
    const before = reconstructions();
    const { document } = await openSource('copy.py', `import os\n\n\n${documented}`, 'import');
    await until('a lens', async () => fidelityToday.test((await lenses(document))[0] ?? ''));
    const again = await openSource('copy.py', documented, 'return number * 3');
    await runCommand('checkFidelity');
    assert.match((await lenses(again.document))[0] ?? '', fidelityToday);
    assert.equal(reconstructions(), before);
  });

  it('is that of the chosen model', async () => {
    const { document } = await openSource('checked.py', documented, 'return number * 3');
    await until('a lens', async () => (await lenses(document)).length === 1);
    const model = workspace.getConfiguration().get('roundtrip.model');
    await set('model', '/nowhere/model.gguf', ConfigurationTarget.Global);
    assert.deepEqual(await lenses(document), []);
    assert.match(await hover(document, 'triple'), /was not checked yet/);
    const before = reconstructions();
    await set('model', model, ConfigurationTarget.Global);
    await until('a lens', async () => (await lenses(document)).length === 1);
    assert.equal(reconstructions(), before);
  });

  const edits: [what: string, from: string, to: string, isShown: boolean][] = [
    ['other code', 'number * 3', 'number * 4', false],
    ['another documentation', 'times three', 'times four', false],
    ['code somewhere else', 'return number\n', 'return -number\n', true],
  ];
  for (const [what, from, to, isShown] of edits) {
    it(`is ${isShown ? 'still' : 'no longer'} shown after an edit to ${what}`, async () => {
      const { document } = await openSource('edited.py', documented, 'return number * 3');
      await until('a lens', async () => (await lenses(document)).length === 1);
      await replace(document, from, to);
      assert.equal((await lenses(document)).length, isShown ? 1 : 0);
      await replace(document, to, from);
      await until('the lens again', async () => (await lenses(document)).length === 1);
    });
  }

  it('is not shown while the setting is off', async () => {
    const { document } = await openSource('checked.py', documented, 'return number * 3');
    await until('a lens', async () => (await lenses(document)).length === 1);
    await set('showFidelity', false);
    assert.deepEqual(await lenses(document), []);
    await set('showFidelity', undefined);
    assert.equal((await lenses(document)).length, 1);
  });

  it('opens the report of the function it belongs to', async () => {
    const { document } = await openSource('checked.py', documented, 'return number\n');
    await until('a lens', async () => (await codeLenses(document)).length === 1);
    const [lens] = await codeLenses(document);
    await commands.executeCommand(
      lens?.command?.command ?? '',
      ...(lens?.command?.arguments ?? []),
    );
    const report = window.activeTextEditor?.document.getText() ?? '';
    assert.match(report, /# Round trip of triple/);
    assert.match(report, /Return number times three\./);
  });

  it('of visible files is checked in the background, once a budget was given', async () => {
    const source = 'def half(number):\n    """Return half of number."""\n    return number / 2\n';
    const { document } = await openSource('background.py', source, 'return');
    await set('backgroundCheck.minutesPerHour', 5);
    await until('a fidelity', async () => fidelityToday.test((await lenses(document))[0] ?? ''));
    await set('backgroundCheck.minutesPerHour', undefined);
  });
});

describe('drift', () => {
  it('is pointed out where the code left its documentation, with a way to mend it', async () => {
    const document = await openDrifted();
    await runCommand('checkFidelity');
    assert.deepEqual(languages.getDiagnostics(document.uri), [], 'off by default');
    await set('showDrift', true);
    await until('a diagnostic', () => languages.getDiagnostics(document.uri).length === 1);
    const [diagnostic] = languages.getDiagnostics(document.uri);
    assert.ok(diagnostic);
    assert.equal(diagnostic.severity, DiagnosticSeverity.Information);
    assert.match(
      diagnostic.message,
      /^The documentation of doubled may be out of date\.\n.*2020-02-02/,
    );
    assert.equal(document.getText(diagnostic.range), 'def doubled(number):');

    await replace(document, 'def doubled', 'import os\n\n\ndef doubled');
    await until('the diagnostic to follow', () => {
      const [moved] = languages.getDiagnostics(document.uri);
      return moved?.range.start.line === 3;
    });
    const [action] = await actions(document, new Range(3, 6, 3, 6));
    assert.ok(action, 'the quick fix is offered');
    await openSource('elsewhere.py', documented, 'def bare');
    await commands.executeCommand(
      action.command?.command ?? '',
      ...(action.command?.arguments ?? []),
    );
    assert.equal(window.activeTextEditor?.document, document);
    await runCommand('acceptDocumentation');
    assert.doesNotMatch(document.getText(), /Return twice the number\./);
    assert.match(document.getText(), /def doubled\(number\):\n {4}r?"""/);
    await until('no diagnostic', () => languages.getDiagnostics(document.uri).length === 0);
    await set('showDrift', undefined);
  });
});

describe('the best of several docs', () => {
  it('can be looked through; the one that is shown is accepted and recorded', async () => {
    await set('bestOf.docs', 3);
    await set('bestOf.seconds', 200);
    const source = [
      'def initials(name):',
      '    words = name.split()',
      '    return "".join(word[0].upper() for word in words if word)',
      '',
    ].join('\n');
    const { document } = await openSource('best.py', source, 'words =');
    const before = inStore((store) => store.summary());
    await runCommand('documentFunction');
    const { verdicts } = inStore((store) => store.summary());
    const areThree = () => {
      const { documentations, reconstructions } = inStore((store) => store.summary());
      return (
        documentations >= before.documentations + 3 && reconstructions > before.reconstructions + 1
      );
    };
    await until('three docs, rebuilt', areThree, 100_000);
    for (const name of ['nextCandidate', 'previousCandidate', 'nextCandidate']) {
      await runCommand(name);
    }
    assert.equal(document.getText(), source, 'looking through them leaves the text alone');
    await runCommand('acceptDocumentation');
    assert.match(document.getText(), /^def initials\(name\):\n {4}r?"""/);
    assert.equal(inStore((store) => store.summary()).verdicts, verdicts + 1);
    await set('bestOf.docs', undefined);
    await set('bestOf.seconds', undefined);
  });
});

async function codeLenses({ uri }: TextDocument): Promise<CodeLens[]> {
  return commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri);
}

async function lenses(document: TextDocument): Promise<string[]> {
  return (await codeLenses(document)).map(({ command }) => command?.title ?? '');
}

/** The text of what shows over the first `name` of the document. */
async function hover(document: TextDocument, name: string): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(document.getText().indexOf(name) + 1),
  );
  const contents = hovers.flatMap((one) => one.contents as MarkdownString[]);
  return contents
    .map(({ value }) => value)
    .filter((value) => value.includes('idelity'))
    .join('\n');
}

async function actions({ uri }: TextDocument, range: Range): Promise<CodeAction[]> {
  const all = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
  );
  return all.filter(({ title }) => title === 'Update This Documentation');
}

function reconstructions(): number {
  return inStore((store) => store.summary().reconstructions);
}

async function set(
  name: string,
  value: unknown,
  target = ConfigurationTarget.Workspace,
): Promise<void> {
  await workspace.getConfiguration('roundtrip').update(name, value, target);
}

async function replace(document: TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert.notEqual(at, -1, from);
  const edit = new WorkspaceEdit();
  const range = new Range(document.positionAt(at), document.positionAt(at + from.length));
  edit.replace(document.uri, range, to);
  await workspace.applyEdit(edit);
}

/** A function in a git repository of its own, changed after its documentation was committed. */
async function openDrifted(): Promise<TextDocument> {
  const source =
    'def doubled(number):\n    """Return twice the number."""\n    return 2 * number\n';
  const { document } = await openSource(`drifted-${Date.now()}/prices.py`, source, 'return');
  const folder = dirname(document.uri.fsPath);
  const commit = () => {
    const environment = { ...process.env, GIT_COMMITTER_DATE: '2020-02-02T12:00:00Z' };
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      [...identity, 'commit', '-qm', 'Prices'],
    ]) {
      execFileSync('git', args, { cwd: folder, env: environment });
    }
  };
  commit();
  const body = 'if number < 0:\n        raise ValueError("negative")\n    return number ** 3 + 1';
  await replace(document, 'return 2 * number', body);
  await document.save();
  commit();
  return document;
}
