import {
  ConfigurationTarget,
  type ExtensionContext,
  l10n,
  ProgressLocation,
  type QuickPickItem,
  QuickPickItemKind,
  commands as vscodeCommands,
  window,
  workspace,
} from 'vscode';
import { catalogue } from '../models/catalogue.ts';
import { machineFacts } from '../models/machine.ts';
import { pullModel } from '../models/pull.ts';
import { listModels, resolveModel } from '../models/registry.ts';
import { suggestModel } from '../models/suggest.ts';
import type { CatalogueEntry } from '../models/types.ts';
import { commands, settings } from './ids.ts';
import type { Services } from './services.ts';
import { showError } from './showError.ts';
import { signalOf } from './signal.ts';
import { gigabytes, pullWords, suggestionWords } from './words/modelWords.ts';

interface ModelItem extends QuickPickItem {
  /** Makes the model ready and returns what the setting shall say. */
  readonly take?: () => Promise<string | undefined>;
}

/**
 * "Choose a Model": those on this machine, those that can be downloaded with the one that suits
 * this machine marked, and any GGUF file. The command returns whether a model was chosen.
 */
export function registerChooseModel(context: ExtensionContext, services: Services): void {
  const choose = async (): Promise<boolean> => {
    const items = await modelItems(services);
    const picked = await window.showQuickPick(items, {
      title: l10n.t('Choose the Model That Writes Documentation'),
      placeHolder: l10n.t('Models run on this machine; your code never leaves it.'),
      matchOnDetail: true,
    });
    const model = await picked?.take?.();
    if (!model) return false;
    await workspace.getConfiguration().update(settings.model, model, ConfigurationTarget.Global);
    return true;
  };
  context.subscriptions.push(
    vscodeCommands.registerCommand(commands.chooseModel, () =>
      choose().catch((error) => {
        showError(error, services.logger, commands.chooseModel);
        return false;
      }),
    ),
  );
}

async function modelItems(services: Services): Promise<ModelItem[]> {
  const { engine, modelsDirectory } = services;
  const here = await listModels(modelsDirectory, engine);
  const machine = machineFacts(await engine.devices());
  const { entry: suggested, why } = suggestModel(machine);
  const downloads = catalogue
    .filter(({ fileName }) => !here.some(({ path }) => path.endsWith(fileName)))
    .sort((a, b) => Number(b === suggested) - Number(a === suggested));
  return [
    ...(here.length > 0 ? [separator(l10n.t('on this machine'))] : []),
    ...here.map(({ name, bytes, quantization }) => ({
      label: `$(check) ${name}`,
      description: `${gigabytes(bytes)}, ${quantization}`,
      take: async () => name,
    })),
    separator(l10n.t('to download')),
    ...downloads.map((entry) => ({
      label: `$(cloud-download) ${entry.title}`,
      description: [
        ...(entry === suggested ? [l10n.t('suggested')] : []),
        gigabytes(entry.bytes),
        entry.license,
      ].join(', '),
      ...(entry === suggested ? { detail: suggestionWords({ why }, machine) } : {}),
      take: () => pull(services, entry),
    })),
    separator(l10n.t('your own')),
    { label: `$(folder-opened) ${l10n.t('Choose a GGUF File…')}`, take: () => browse(services) },
  ];
}

const separator = (label: string): ModelItem => ({ label, kind: QuickPickItemKind.Separator });

async function pull(services: Services, entry: CatalogueEntry): Promise<string> {
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Getting {0}', entry.title),
    cancellable: true,
  };
  return window.withProgress(options, async (progress, token) => {
    let shown = 0;
    const { name } = await pullModel(entry, services.modelsDirectory, {
      tools: services.engine,
      signal: signalOf(token),
      onProgress: (state) => {
        const { receivedBytes, totalBytes } = state;
        const percent = totalBytes > 0 ? (100 * receivedBytes) / totalBytes : 0;
        progress.report({ message: pullWords(state), increment: percent - shown });
        shown = percent;
      },
    });
    return name;
  });
}

async function browse({ engine, modelsDirectory }: Services): Promise<string | undefined> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('Choose a GGUF Model'),
      filters: { [l10n.t('GGUF models')]: ['gguf'] },
    })) ?? [];
  if (!file) return undefined;
  return (await resolveModel(file.fsPath, modelsDirectory, engine)).path;
}
