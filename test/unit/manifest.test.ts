import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  commands,
  contexts,
  reportLanguage,
  settings,
  tools,
  views,
} from '../../src/editor/ids.ts';
import { languageIds } from '../../src/parse/languages/index.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { untrustedWorkspaces: { restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { command: string }[];
    readonly menus: Record<string, readonly { command: string; when: string }[]>;
    readonly keybindings: readonly { command: string; when: string }[];
    readonly configuration: readonly { properties: Record<string, { scope: string }> }[];
    readonly views: Record<string, readonly { id: string }[]>;
    readonly languages: readonly { id: string }[];
    readonly languageModelTools: readonly { name: string }[];
    readonly grammars: readonly { language: string; path: string; scopeName: string }[];
  };
}

const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { contributes } = manifest;
const properties = Object.assign({}, ...contributes.configuration.map((one) => one.properties));
const entries = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];

describe('package.json and the code name the same', () => {
  it('commands', () => {
    const declared = contributes.commands.map(({ command }) => command);
    expect(declared.toSorted()).toEqual(Object.values(commands).toSorted());
    for (const { command } of entries) expect(declared).toContain(command);
  });

  it('settings', () => {
    const declared = Object.keys(properties);
    expect(declared.toSorted()).toEqual(Object.values(settings).toSorted());
  });

  it('context keys', () => {
    const tested = entries.flatMap(({ when }) => when.match(/(?<![=~] )roundtrip\.\w+/g) ?? []);
    expect([...new Set(tested)].toSorted()).toEqual(Object.values(contexts).toSorted());
  });

  it('views', () => {
    const declared = Object.values(contributes.views).flat();
    expect(declared.map(({ id }) => id)).toEqual(Object.values(views));
  });

  it('tools for other assistants', () => {
    const declared = contributes.languageModelTools.map(({ name }) => name);
    expect(declared.toSorted()).toEqual(Object.values(tools).toSorted());
  });

  it('languages', () => {
    const activated = manifest.activationEvents.map((event) => event.replace('onLanguage:', ''));
    expect(activated.toSorted()).toEqual([...languageIds].toSorted());
    const pattern = /editorLangId =~ \/(.*)\/(?= |$)/.exec(entries[0]?.when ?? '')?.[1] ?? '';
    for (const language of languageIds) expect(language).toMatch(new RegExp(pattern));
    expect('json').not.toMatch(new RegExp(pattern));
  });

  it('the report and its grammar', () => {
    expect(contributes.languages.map(({ id }) => id)).toEqual([reportLanguage]);
    for (const { language, path, scopeName } of contributes.grammars) {
      expect(language).toBe(reportLanguage);
      expect(JSON.parse(readFileSync(path, 'utf8')).scopeName).toBe(scopeName);
    }
  });
});

describe('settings that name a model, a device or a folder', () => {
  it.each([settings.model, settings.gpu, settings.dataDirectory])(
    '%s belongs to the machine',
    (id) => {
      expect(properties[id]?.scope).toBe('machine');
      expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain(id);
    },
  );
});
