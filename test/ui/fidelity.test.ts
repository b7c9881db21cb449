import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { driftedRepository, modelMs, openRoundtrip } from './harness/roundtrip.ts';
import type { Workbench } from './harness/workbench.ts';

describe('fidelity where people look', () => {
  let workbench: Workbench;
  let repository: string;

  beforeAll(async () => {
    repository = await driftedRepository();
    workbench = await openRoundtrip({ 'roundtrip.showDrift': true }, repository);
    await workbench.openFile('prices.py');
  });
  afterAll(async () => {
    await workbench?.close();
    await rm(repository, { recursive: true, force: true });
  });

  const lenses = () =>
    workbench.page.locator('.codelens-decoration a', { hasText: /fidelity \d+% · checked today/ });
  const hoverOver = async (text: string, shows: RegExp) => {
    const name = workbench.page.locator('.editor-instance .view-line span span', { hasText: text });
    const hover = workbench.page.locator('.monaco-hover:not(.hidden)', { hasText: shows });
    // A hover that was asked for before the extension has started stays empty.
    await workbench.waitFor('a hover', async () => {
      await workbench.page.mouse.move(900, 700);
      await name.first().hover();
      return hover
        .first()
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
    });
    return hover.first();
  };

  it('a hover offers to check, and a CodeLens shows what came of it', async () => {
    expect(await lenses().count()).toBe(0);
    const hover = await hoverOver('mean', /was not checked yet/);
    await workbench.screenshot('hover-unchecked');
    await hover.locator('a', { hasText: 'Check' }).click();
    await workbench.waitFor('a lens', async () => (await lenses().count()) === 1, modelMs);
    // The hover that was clicked stays open until it loses the keyboard.
    await workbench.page.keyboard.press('Escape');
    await workbench.screenshot('codelens');
    await hoverOver('mean', /fidelity \d+%.*Report/);
    await workbench.screenshot('hover');
    await workbench.page.keyboard.press('Escape');
  });

  it('drift is pointed out, and the documentation can be updated from there', async () => {
    await workbench.rightClick('raise ValueError');
    await workbench.chooseMenuItem('Check the Fidelity of This Documentation');
    const squiggle = workbench.page.locator('.squiggly-info');
    await workbench.waitFor('a diagnostic', async () => (await squiggle.count()) > 0, modelMs);
    await workbench.goTo(11, 1);
    await workbench.page.keyboard.press('F8');
    const marker = workbench.page.locator('.zone-widget', { hasText: 'may be out of date' });
    await workbench.waitFor('the message', async () => (await marker.count()) > 0);
    await workbench.screenshot('drift');
    await workbench.page.keyboard.press('Escape');
    await workbench.goTo(11, 6);
    await workbench.page.keyboard.press('Control+.');
    const action = workbench.page.getByText('Update This Documentation').first();
    await action.waitFor();
    await workbench.screenshot('drift-action');
    await workbench.page.keyboard.press('Escape');
  });

  it('all documentation of the workspace is checked, and listed worst first', async () => {
    await workbench.runCommand('Roundtrip: Check the Fidelity of All Documentation');
    await workbench.runCommand('Focus on Documentation Fidelity View');
    const rows = workbench.page.locator('.pane', { hasText: 'Documentation Fidelity' });
    const leaf = rows.locator('.monaco-list-row', { hasText: /\d+% · / });
    await workbench.waitFor('four functions', async () => (await leaf.count()) === 4, modelMs);
    const percents = (await leaf.allTextContents()).map((text) => Number(/(\d+)%/.exec(text)?.[1]));
    expect(Math.max(...percents)).toBeGreaterThan(60);
    await workbench.screenshot('fidelity-view');

    await workbench.runCommand('Roundtrip: Group Documentation Fidelity By…');
    await workbench.screenshot('fidelity-grouping');
    await workbench.pick('Nothing: one list');
    await workbench.waitFor('one list', async () => (await leaf.count()) === 4);
    const sorted = (await leaf.allTextContents()).map((text) => Number(/(\d+)%/.exec(text)?.[1]));
    expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
    await leaf.first().click();
    await workbench.screenshot('fidelity-list');
  });
});

describe('the best of several docs', () => {
  it('the first is shown at once; others come, and are a keystroke away', async () => {
    await using workbench = await openRoundtrip({
      'roundtrip.bestOf.docs': 3,
      'roundtrip.bestOf.seconds': 150,
    });
    await workbench.openFile('slug.py');
    await workbench.rightClick('words = re.findall');
    await workbench.chooseMenuItem('Document This Function');
    const widget = workbench.page.locator('.review-widget');
    const says = async (pattern: RegExp) => pattern.test((await widget.textContent()) ?? '');
    await workbench.waitFor('a first doc', () => says(/looking for a better one/), modelMs);
    await workbench.screenshot('best-of-searching');
    await workbench.waitFor('all docs', async () => !(await says(/looking for/)), modelMs);
    await workbench.screenshot('best-of');
    expect(await widget.textContent()).toMatch(/fidelity \d+%.*1 of [23]/s);
    await workbench.goTo(5, 6);
    await workbench.page.keyboard.press('Alt+BracketRight');
    await workbench.waitFor('the runner-up', () => says(/2 of [23]/));
    await workbench.screenshot('best-of-next');
    await widget.locator('a', { hasText: 'Accept' }).first().click();
    await workbench.editorShows('the doc', (text) => text.includes('"""'));
  });
});
