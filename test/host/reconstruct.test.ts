import assert from 'node:assert/strict';
import { TabInputTextDiff, window, workspace } from 'vscode';
import { openSource, runCommand } from './support.ts';

const documented = [
  'def double(number):',
  '    """Return number times two."""',
  '    return number * 2',
  '',
].join('\n');

describe('Reconstruct from Doc', () => {
  it('shows original and rebuilt code with the parts of the reward', async () => {
    const { document } = await openSource('rebuild.py', documented, 'return number');
    await runCommand('reconstructFromDoc');
    const { input } = window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof TabInputTextDiff);
    const [original, rebuilt] = await Promise.all(
      [input.original, input.modified].map(async (uri) =>
        (await workspace.openTextDocument(uri)).getText(),
      ),
    );
    assert.ok(original?.startsWith('def double(number):\n    return number * 2\n'));
    assert.ok(rebuilt?.startsWith('def double(number):\n    '));
    for (const side of [original, rebuilt]) assert.match(side ?? '', /# similarity +\d\.\d\d/);
    assert.equal(document.getText(), documented);
  });

  it('writes a report of the last round trip at the cursor', async () => {
    await openSource('report.py', documented, 'return number');
    await runCommand('reconstructFromDoc');
    await openSource('report.py', documented, 'return number');
    await runCommand('showReport');
    const document = window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'roundtrip-report');
    for (const part of ['# Round trip of double', 'Return number times two.', '│ def double']) {
      assert.ok(document?.getText().includes(part), part);
    }
  });

  it('opens nothing for a function without a doc', async () => {
    const source = 'def double(number):\n    return number * 2\n';
    const { document } = await openSource('bare.py', source, 'return');
    await runCommand('reconstructFromDoc');
    assert.equal(window.activeTextEditor?.document, document);
  });
});
