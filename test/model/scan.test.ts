import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordActivity } from '../../src/background/activities.ts';
import { RolloutStore } from '../../src/rollout/store.ts';
import { CommandLine } from '../support/cli.ts';
import { aDocumentation, aSubject } from '../unit/rollout/records.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli.dispose());

const total =
  'def total(basket):\n    prices = [one.price for one in basket]\n    return sum(prices)\n';
const login = `def login(api):\n    password = "${['Tq8', 'wZr!', '41x'].join('')}"\n    return api(password)\n`;
const oneLine = (part: string) => expect.stringMatching(new RegExp(`^[^\\n]*${part}[^\\n]*\\n$`));

describe('scan', () => {
  it('gives each function its verdict and the reason', async () => {
    cli.write('src/a.py', `${total}\n${login}`);
    cli.write('vendor/b.py', total);
    cli.write('src/c.py', 'def one():\n    return 1\n');
    const ended = await cli.run(['scan', '.', '--json']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.lines()).toEqual([
      { path: 'src/a.py', qualifiedName: 'total', eligible: true, reason: null },
      { path: 'src/a.py', qualifiedName: 'login', eligible: false, reason: 'secret' },
      { path: 'src/c.py', qualifiedName: 'one', eligible: false, reason: 'length' },
      { path: 'vendor/b.py', qualifiedName: 'total', eligible: false, reason: 'vendored' },
    ]);
  });

  it('counts for people', async () => {
    cli.write('a.py', `${total}\n${login}`);
    const ended = await cli.run(['scan', 'a.py']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toBe(
      '1  secret     holds what looks like a secret\n1  of 2 functions would be learned from.\n',
    );
  });

  it('fails for a path that does not exist', async () => {
    const ended = await cli.run(['scan', 'nowhere']);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: oneLine('does not exist') });
  });
});

describe('forget', () => {
  beforeEach(async () => {
    mkdirSync(join(cli.folder, 'shop', '.git'), { recursive: true });
    const data = join(cli.folder, 'data');
    const repository = join(cli.folder, 'shop');
    const store = new RolloutStore(data, () => {});
    for (const one of [repository, '/work/other']) {
      store.recordDocumentation(aDocumentation({ subject: aSubject({ repository: one }) }));
    }
    store.dispose();
    await recordActivity(data, {
      ...{ startedAt: '2026-11-01T00:00:00Z', seconds: 1, repository, kind: 'rollouts' },
      ...{ outcome: 'done', rollouts: null, run: null, detail: '' },
    });
  });

  it('removes what is kept of a repository and says what it was', async () => {
    const ended = await cli.run(['forget', 'shop/src', '--yes', '--json']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.lines()).toEqual([
      {
        repository: join(cli.folder, 'shop'),
        ...{ functions: 1, documentations: 1, reconstructions: 0, verdicts: 0 },
        ...{ runs: [], adapters: [], activities: 1 },
      },
    ]);
    const again = await cli.run(['forget', 'shop', '--yes']);
    expect(again).toMatchObject({ code: 0, stdout: 'Nothing was removed.\n' });
    expect(again.stderr).toEqual(oneLine('Nothing is kept of'));
  });

  it('says it in a sentence', async () => {
    expect((await cli.run(['forget', 'shop', '--yes'])).stdout).toBe(
      'Removed: 1 function with 1 documentation, 0 reconstructions and 0 verdicts; 1 entry on background learning.\n',
    );
  });

  it('removes nothing without a word where nobody can be asked', async () => {
    const ended = await cli.run(['forget', 'shop']);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: oneLine('Add --yes') });
    const store = new RolloutStore(join(cli.folder, 'data'), () => {});
    expect(store.repositories()).toHaveLength(2);
    store.dispose();
  });
});
