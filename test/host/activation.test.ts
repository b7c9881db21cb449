import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';

describe('the extension in a real host', () => {
  const extension = extensions.getExtension('roundtrip.roundtrip');

  it('activates', async () => {
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('registers every command that its manifest names', async () => {
    const declared: { command: string }[] = extension?.packageJSON.contributes.commands;
    const registered = new Set(await commands.getCommands(true));
    const missing = declared.map(({ command }) => command).filter((id) => !registered.has(id));
    assert.deepEqual(missing, []);
  });
});
