import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  commands,
  contexts,
  reportLanguage,
  settings,
  tools,
  views,
  walkthrough,
} from '../../src/editor/ids.ts';
import { languageIds } from '../../src/parse/languages/index.ts';

interface Setting {
  readonly scope: string;
  readonly order: number;
  readonly markdownDescription: string;
  readonly enum?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
}

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly markdown?: string; readonly svg?: string; readonly altText?: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { untrustedWorkspaces: { restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { command: string }[];
    readonly menus: Record<string, readonly { command: string; when: string }[]>;
    readonly keybindings: readonly { command: string; when: string }[];
    readonly configuration: readonly { title: string; properties: Record<string, Setting> }[];
    readonly walkthroughs: readonly { id: string; steps: readonly Step[] }[];
    readonly views: Record<string, readonly { id: string }[]>;
    readonly languages: readonly { id: string }[];
    readonly languageModelTools: readonly { name: string }[];
    readonly grammars: readonly { language: string; path: string; scopeName: string }[];
  };
}

const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { contributes } = manifest;
const properties: Readonly<Record<string, Setting>> = Object.assign(
  {},
  ...contributes.configuration.map((section) => section.properties),
);
const english: Readonly<Record<string, string>> = JSON.parse(
  readFileSync('package.nls.json', 'utf8'),
);
/** The English text behind `%key%`. */
const said = (word: string) => english[word.slice(1, -1)] ?? '';
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

describe('settings are explained', () => {
  it.each(Object.entries(properties))('%s, with an example of itself', (id, setting) => {
    const example = /`("?.*roundtrip\..*)`$/.exec(said(setting.markdownDescription))?.[1] ?? '';
    const parsed = JSON.parse(`{${example}}`);
    expect(JSON.stringify(parsed)).toContain(JSON.stringify(id));
    expect(setting.markdownEnumDescriptions?.map(said).filter(Boolean).length).toBe(
      setting.enum?.length,
    );
  });

  it('in sections with titles, in an order of their own', () => {
    for (const { title, properties: section } of contributes.configuration) {
      expect(said(title)).not.toBe('');
      const orders = Object.values(section).map(({ order }) => order);
      expect(orders).toEqual([...new Set(orders)].toSorted((a, b) => a - b));
    }
  });
});

describe('the walkthrough', () => {
  const [{ id, steps } = { id: '', steps: [] }] = contributes.walkthroughs;
  const declared = contributes.commands.map(({ command }) => command);
  const known = [...declared, ...Object.values(views).map((view) => `${view}.focus`)];

  it('leads to a model, a documentation, its fidelity, and learning', () => {
    expect(id).toBe(walkthrough);
    const links = steps.map(({ description }) =>
      [...said(description).matchAll(/\(command:(?:toSide:)?([^)]+)\)/g)].map(([, to]) => to),
    );
    expect(links).toEqual([
      [commands.chooseModel],
      [commands.openExample],
      [`${views.fidelity}.focus`],
      ['roundtrip.whatLearningReads', commands.turnOnLearning],
    ]);
    for (const to of links.flat()) expect(known).toContain(to);
  });

  it.each(steps)('$id shows something, in each language, and can be done', (step) => {
    const { markdown, svg, altText } = step.media;
    if (markdown) {
      for (const path of [markdown, markdown.replace('.md', '.nls.de.md')]) {
        expect(readFileSync(path, 'utf8')).toMatch(/^## /);
      }
    } else {
      expect(readFileSync(svg ?? '', 'utf8')).toContain('var(--vscode-editor-foreground');
      expect(said(altText ?? '')).not.toBe('');
    }
    expect(step.completionEvents.length).toBeGreaterThan(0);
    for (const event of step.completionEvents) {
      const [kind, what] = event.split(':');
      const names = { onCommand: declared, onSettingChanged: Object.values(settings) };
      const ids: readonly string[] =
        kind === 'onView' ? Object.values(views) : (names[kind as keyof typeof names] ?? []);
      expect(ids).toContain(what);
    }
  });
});
