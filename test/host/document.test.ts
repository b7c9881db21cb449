import assert from 'node:assert/strict';
import { chmodSync, readFileSync } from 'node:fs';
import {
  type CodeAction,
  type CodeLens,
  commands,
  Position,
  Range,
  type TextDocument,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import { inStore, openSource, runCommand, sampleSource, until } from './support.ts';

describe('Document This Function', () => {
  const insertedDoc =
    /def shorten\(text, limit\):\n {4}r?"""[\s\S]+?"""\n {4}if len\(text\) <= limit:/;

  it('inserts an accepted documentation as one undo step', async () => {
    const { document } = await openSource('accept.py', sampleSource, 'if len');
    await runCommand('documentFunction');
    assert.equal(document.getText(), sampleSource, 'the preview leaves the text alone');
    await runCommand('acceptDocumentation');
    assert.match(document.getText(), insertedDoc);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), sampleSource);
  });

  it('leaves the text alone when it is discarded', async () => {
    const { document } = await openSource('discard.py', sampleSource, 'if len');
    await runCommand('documentFunction');
    await runCommand('discardDocumentation');
    await runCommand('acceptDocumentation');
    assert.equal(document.getText(), sampleSource);
    assert.equal(document.isDirty, false);
  });

  it('leaves the text alone when it is cancelled while the model writes', async () => {
    const { document } = await openSource('cancel.py', sampleSource, 'if len');
    let done = false;
    const writing = runCommand('documentFunction').then(() => {
      done = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(done, false, 'the model is still writing');
    await runCommand('discardDocumentation');
    const since = Date.now();
    await writing;
    assert.ok(Date.now() - since < 1000, 'the command ends soon after it was cancelled');
    assert.equal(document.getText(), sampleSource);
  });

  it('finds its function again when the text before it has changed', async () => {
    const { document } = await openSource('moved.py', sampleSource, 'return number');
    const writing = runCommand('documentFunction');
    await insert(document, new Position(0, 0), 'import os\n\n\n');
    await writing;
    await runCommand('acceptDocumentation');
    assert.match(
      document.getText(),
      /^import os\n\n\ndef shorten[\s\S]*def double\(number\):\n {4}r?"""/,
    );
  });

  it('inserts nothing when the function itself has changed', async () => {
    const { document } = await openSource('changed.py', sampleSource, 'return number');
    await runCommand('documentFunction');
    const edit = new WorkspaceEdit();
    const place = document.positionAt(document.getText().indexOf('* 2'));
    edit.replace(document.uri, new Range(place, place.translate(0, 3)), '* 3');
    await workspace.applyEdit(edit);
    const changed = document.getText();
    await runCommand('acceptDocumentation');
    assert.equal(document.getText(), changed);
  });

  it('accepts once, however often it is asked', async () => {
    const { document } = await openSource('twice.py', sampleSource, 'if len');
    await runCommand('documentFunction');
    await Promise.all([runCommand('acceptDocumentation'), runCommand('acceptDocumentation')]);
    assert.match(document.getText(), insertedDoc);
    assert.equal(document.getText().split('"""').length, 3);
  });

  it('works beside a syntax error elsewhere in the file', async () => {
    const source = `${sampleSource}\n\ndef broken(:\n    return\n`;
    const { document } = await openSource('broken.py', source, 'if len');
    await runCommand('documentFunction');
    await runCommand('acceptDocumentation');
    assert.match(document.getText(), insertedDoc);
    assert.ok(document.getText().endsWith('def broken(:\n    return\n'));
  });

  const refused: [what: string, file: string, source: string, at: string, mode: number][] = [
    ['a read-only file', 'read-only.py', sampleSource, 'if len', 0o444],
    ['a place outside of functions', 'outside.py', `import os\n\n${sampleSource}`, 'import', 0o644],
    ['an unknown language', 'notes.txt', 'def f(): pass\n', 'def', 0o644],
    ['a function with a syntax error', 'syntax.py', 'def f(a:\n    return a\n', 'return', 0o644],
  ];
  for (const [what, file, source, at, mode] of refused) {
    it(`changes nothing in ${what}`, async () => {
      const { document } = await openSource(file, source, at);
      chmodSync(document.uri.fsPath, mode);
      await runCommand('documentFunction');
      await runCommand('acceptDocumentation');
      assert.equal(document.getText(), source);
      assert.equal(readFileSync(document.uri.fsPath, 'utf8'), source);
    });
  }

  it('keeps CRLF and tabs', async () => {
    const source = 'function twice(value) {\r\n\treturn value * 2;\r\n}\r\n';
    const { document } = await openSource('crlf.js', source, 'return');
    await runCommand('documentFunction');
    await runCommand('acceptDocumentation');
    const text = document.getText();
    assert.ok(text.startsWith('/**'), text);
    assert.ok(text.endsWith(source), text);
    assert.equal(text.replaceAll('\r\n', '').includes('\n'), false);
  });
});

describe('around a documentation', () => {
  it('the lightbulb offers it in a function, and nowhere else', async () => {
    const { document } = await openSource('bulb.py', `import os\n\n${sampleSource}`, 'import');
    const offered = async (line: number) => {
      const actions = await commands.executeCommand<CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new Range(line, 4, line, 4),
      );
      return actions.some(({ title }) => title === 'Document This Function');
    };
    assert.equal(await offered(3), true);
    assert.equal(await offered(0), false);
  });

  it('fidelity, record, verdicts and an edit afterwards are kept', async () => {
    const { document } = await openSource('record.py', sampleSource, 'return number');
    const before = inStore((store) => store.summary());
    await runCommand('documentFunction');
    await runCommand('documentAgain');
    await runCommand('acceptDocumentation');
    await until('a fidelity', async () => {
      const lenses = await commands.executeCommand<CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return lenses.some(({ command }) =>
        /^fidelity \d+% · checked today$/.test(command?.title ?? ''),
      );
    });
    const after = inStore((store) => store.summary());
    assert.equal(after.documentations - before.documentations, 2);
    assert.equal(after.reconstructions - before.reconstructions, 1);
    assert.equal(after.verdicts - before.verdicts, 2);

    const last = inStore((store) => store.lastRoundTrip(...placeOf(document), 'double'));
    assert.ok(last?.documentationId);
    assert.ok(last.generation.promptTokens.length > 50);
    assert.ok(last.generation.completionTokens.length > 2);

    const quote = document.positionAt(document.getText().indexOf('"""') + 3);
    await insert(document, quote, 'Surely: ');
    await document.save();
    const id = last.documentationId;
    await until('the edit in the record', () =>
      inStore((store) => store.documentation(id)?.verdicts.at(-1)?.verdict === 'edited'),
    );
    const verdicts = inStore((store) => store.documentation(id)?.verdicts ?? []);
    assert.deepEqual(
      verdicts.map(({ verdict }) => verdict),
      ['accepted', 'edited'],
    );
    assert.match(verdicts.at(-1)?.editedDoc ?? '', /^Surely: /);
  });
});

/** The workspace is no repository, so that a file's folder stands for it. */
function placeOf({ uri }: TextDocument): [repository: string, path: string] {
  const cut = uri.fsPath.lastIndexOf('/');
  return [uri.fsPath.slice(0, cut), uri.fsPath.slice(cut + 1)];
}

async function insert(document: TextDocument, place: Position, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, place, text);
  await workspace.applyEdit(edit);
}
