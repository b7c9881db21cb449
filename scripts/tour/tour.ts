// The README's tour: a function is documented, the documentation accepted, and its report opened, in
// a real window with a real model. `npm run tour` prepares and starts it.
import { join } from 'node:path';
import { modelMs, openRoundtrip, PreviewWidget } from '../../test/ui/harness/roundtrip.ts';
import { projectRoot } from '../../test/ui/harness/tools.ts';
import { Film } from './film.ts';

const target = join(projectRoot, 'docs/images/tour.gif');
/** What a README may weigh. */
const limit = 2_000_000;

await using workbench = await openRoundtrip({
  'roundtrip.bestOf.docs': 2,
  'roundtrip.bestOf.seconds': 150,
  'editor.minimap.enabled': false,
  'editor.fontSize': 15,
  'workbench.activityBar.location': 'hidden',
});
const { page } = workbench;
const film = await Film.begin(page);
const preview = new PreviewWidget(workbench);
const widget = page.locator('.review-widget');
const says = async (pattern: RegExp) => pattern.test((await widget.textContent()) ?? '');

try {
  await workbench.openFile('clamp.ts');
  await workbench.editorShows('the function', (text) => text.includes('function clamp'));
  await page.keyboard.press('Control+b');
  await page.setViewportSize({ width: 960, height: 600 });
  await film.caption('A function without documentation');
  await film.shoot(2);

  await workbench.rightClick('return Math.min');
  await (await workbench.contextMenuItem('Document This Function')).hover();
  await page.waitForTimeout(500);
  await film.caption('Right-click: Document This Function');
  await film.shoot(2);
  await workbench.chooseMenuItem('Document This Function');
  await preview.writing();
  await film.caption('A model on this machine writes, beside the file');
  await film.shootUntil(() => says(/Accept/), 250);
  await film.shoot(1.5);

  await film.caption('Each draft is rebuilt to code; the best is offered');
  await workbench.waitFor('all docs', async () => !(await says(/looking for/)), modelMs);
  await film.shoot(3);

  await preview.choose('Accept');
  await preview.closed();
  const lens = await workbench.codeLens(/fidelity \d+%/);
  await page.waitForTimeout(1000);
  await film.caption('Accepted: its fidelity stands above the function');
  await film.shoot(3);

  await lens.click();
  await workbench.editorShows('the report', (text) => text.includes('# Round trip of clamp'));
  await page.waitForTimeout(1000);
  await film.caption('One click: what was rebuilt from these words alone');
  await film.shoot(2);
  await page.keyboard.press('Control+End');
  await page.waitForTimeout(1000);
  await film.shoot(4);

  const bytes = await film.develop(target);
  console.log(`${target}: ${(bytes / 1e6).toFixed(2)} MB`);
  if (bytes > limit) throw new Error(`The tour weighs more than the ${limit / 1e6} MB it may.`);
} finally {
  await film.dispose();
}
