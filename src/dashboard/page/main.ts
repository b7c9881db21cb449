/** The dashboard's page: in a webview of the editor, or in a file that `roundtrip report` wrote. */
import './dashboard.css';
import type { Overview } from '../messages.ts';
import type { Boot } from '../reportData.ts';
import { fill, type Words } from '../words.ts';
import { type Context, run } from './context.ts';
import { button, choice, h, put } from './dom.ts';
import { redrawAll } from './figure.ts';
import { Formats } from './formats.ts';
import { learnedTab } from './learnedTab.ts';
import { overviewTab } from './overviewTab.ts';
import { onThemeChange } from './palette.ts';
import { ReportSource } from './reportSource.ts';
import { rolloutsTab } from './rolloutsTab.ts';
import { HostSource, type VsCodeApi } from './source.ts';
import { storageTab } from './storageTab.ts';
import { Tabs } from './tabs.ts';
import { trainingTab } from './trainingTab.ts';

declare function acquireVsCodeApi(): VsCodeApi;

/** How long a sentence that was told stays. */
const toldMs = 8_000;

interface Remembered {
  readonly tab: string;
  readonly repository: string | null;
}

function start(): void {
  const boot: Boot = JSON.parse(document.getElementById('boot')?.textContent ?? '');
  const words = boot.words as Words; // written by the same build
  const { report } = boot;
  const api = report ? null : acquireVsCodeApi();
  const source = report
    ? new ReportSource(report)
    : new HostSource(api as VsCodeApi, words.notUnderstood);
  const remembered = (api?.getState() ?? null) as Remembered | null;
  let { repository } = remembered ?? report?.overview ?? boot;
  let tab = remembered?.tab ?? 'overview';
  // Read once for all pages, until the person asks for fresh figures.
  let overview: Promise<Overview> | null = null;
  const refresh = () => {
    overview = null;
    tabs.refresh();
    if (api) run(context, () => fillTools(context, tools, choose, refresh));
  };
  const told = h('p', { class: 'told', role: 'status', hidden: true });
  const context: Context = {
    ...{ source, words },
    formats: new Formats(boot.language),
    repository: () => repository,
    overview: () => {
      overview ??= source.ask({ ask: 'overview', repository }).catch((error: unknown) => {
        overview = null; // so that it can be tried again
        throw error;
      });
      return overview;
    },
    tell: (sentence) => tell(told, sentence),
    inspect: (rollout) => {
      tabs.open('rollouts');
      rollouts.inspect(rollout);
    },
  };
  const remember = () => api?.setState({ tab, repository } satisfies Remembered);
  const rollouts = rolloutsTab(context);
  const tabs = new Tabs(
    [
      { id: 'overview', name: words.overview, tab: overviewTab(context) },
      { id: 'learned', name: words.learned, tab: learnedTab(context) },
      { id: 'rollouts', name: words.rollouts, tab: rollouts },
      { id: 'training', name: words.training, tab: trainingTab(context) },
      { id: 'storage', name: words.storage, tab: storageTab(context) },
    ],
    words.pages,
    (id) => {
      tab = id;
      remember();
    },
  );
  const tools = h('div', { class: 'tools' });
  const choose = (value: string) => {
    repository = value || null;
    remember();
    refresh();
  };
  put(
    document.body,
    h(
      'div',
      { class: 'page' },
      h('header', { class: 'top' }, h('h1', {}, titleOf(boot, words)), tools),
      tabs.element,
      told,
      report && h('footer', {}, fill(words.generatedAt, context.formats.moment(report.writtenAt))),
    ),
  );
  tabs.open(tab);
  onThemeChange(redrawAll);
  if (api) run(context, () => fillTools(context, tools, choose, refresh));
}

function titleOf({ report }: Boot, words: Words): string {
  if (!report) return words.title;
  return fill(words.reportOf, report.overview.repository ?? words.everything);
}

/** Which repository, and a look again. */
async function fillTools(
  { overview, words, repository }: Context,
  tools: HTMLElement,
  choose: (value: string) => void,
  refresh: () => void,
): Promise<void> {
  const again = button(words.refresh, refresh, { secondary: true });
  if (tools.childElementCount === 0) put(tools, again);
  const { repositories } = await overview();
  const options = [
    ['', words.allRepositories] as const,
    ...repositories.map((path) => [path, path] as const),
  ];
  put(tools, choice(words.repository, options, repository() ?? '', choose), again);
}

let silence: ReturnType<typeof setTimeout> | undefined;

function tell(place: HTMLElement, sentence: string): void {
  clearTimeout(silence);
  place.textContent = sentence;
  place.hidden = false;
  silence = setTimeout(() => {
    place.hidden = true;
  }, toldMs);
}

start();
