import type { StorageKind } from '../messages.ts';
import { fill, type Words } from '../words.ts';
import { type Context, fillWith, run, type Tab } from './context.ts';
import { button, h } from './dom.ts';
import { tableSection } from './table.ts';

/** What lies on the disk, and how to be rid of it. */
export function storageTab(context: Context): Tab {
  const element = h('div', {});
  return {
    element,
    show: () => fillWith(context.words, element, () => content(context)),
  };
}

async function content(context: Context): Promise<HTMLElement[]> {
  const { words, formats, source } = context;
  const { directory, rows } = await source.ask({ ask: 'storage' });
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  const shareOf = (bytes: number) => (total === 0 ? 0 : bytes / total);
  const line = (name: string, bytes: number) => [
    { value: name },
    { value: bytes, shown: formats.bytes(bytes) },
    { value: shareOf(bytes), shown: formats.percent(shareOf(bytes)) },
  ];
  const table = {
    name: words.storage,
    columns: [
      { name: words.what },
      { name: words.size, isNumber: true },
      { name: words.share, isNumber: true },
    ],
    rows: [
      ...rows.map(({ kind, bytes }) => line(kindWords(words)[kind], bytes)),
      line(words.total, total),
    ],
  };
  const { act } = source;
  const forget = act && [
    h('p', {}, words.forgetWhat),
    button(words.forget, () => run(context, () => act({ act: 'forget' })), { secondary: true }),
  ];
  return [
    tableSection(context, table, fill(words.storageWhat, directory)),
    ...(forget ? [h('section', {}, ...forget)] : []),
  ];
}

const kindWords = (words: Words): Readonly<Record<StorageKind, string>> => ({
  records: words.storageRecords,
  models: words.storageModels,
  runs: words.storageRuns,
  adapters: words.storageAdapters,
  trainer: words.storageTrainer,
  other: words.storageOther,
});
