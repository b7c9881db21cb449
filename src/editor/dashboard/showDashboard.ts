import {
  type ExtensionContext,
  env,
  Uri,
  ViewColumn,
  commands as vscodeCommands,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import { messageOf } from '../../common/errors.ts';
import { answer } from '../../dashboard/answer.ts';
import type { Action, Reply } from '../../dashboard/messages.ts';
import { webviewHtml } from '../../dashboard/pageHtml.ts';
import { isQuestion, readRequest } from '../../dashboard/shapes.ts';
import { repositoryOf } from '../../rollout/place.ts';
import { commands } from '../ids.ts';
import { registerCommand } from '../registerCommand.ts';
import type { Services } from '../services.ts';
import type { DocumentUnits } from '../unitAtCursor.ts';
import { openRolloutCode } from './openRolloutCode.ts';
import { saveExport } from './saveExport.ts';
import { pageWords } from './words.ts';

/** "Show Dashboard": one panel a window, brought to the front when it is there already. */
export function registerDashboard(
  context: ExtensionContext,
  services: Services,
  units: DocumentUnits,
): void {
  let panel: WebviewPanel | null = null;
  registerCommand(context, services.logger, commands.showDashboard, async () => {
    if (panel) return panel.reveal();
    panel = window.createWebviewPanel(
      commands.showDashboard,
      pageWords().title,
      ViewColumn.Active,
      {
        enableScripts: true,
        localResourceRoots: [Uri.joinPath(context.extensionUri, 'dist')],
      },
    );
    panel.onDidDispose(() => {
      panel = null;
    });
    const { webview } = panel;
    webview.onDidReceiveMessage(async (message: unknown) => {
      const reply = await replyTo(services, units, message);
      if (reply) await webview.postMessage(reply);
    });
    const asset = (name: string) =>
      String(webview.asWebviewUri(Uri.joinPath(context.extensionUri, 'dist', name)));
    webview.html = webviewHtml(
      {
        ...{ language: env.language, words: pageWords(), report: null },
        repository: repositoryShownFirst(services),
      },
      { script: asset('dashboard.js'), style: asset('dashboard.css'), source: webview.cspSource },
    );
  });
}

/** That of the open folder, if it has rollouts; else all are shown. */
function repositoryShownFirst({ store, logger }: Services): string | null {
  const folder = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  if (!folder) return null;
  try {
    const repository = repositoryOf(folder.uri.fsPath);
    return store.repositories().includes(repository) ? repository : null;
  } catch (error) {
    logger.warn(`Records could not be read: ${messageOf(error)}`); // the page says it, too
    return null;
  }
}

/** Null for what no page of ours sends. */
async function replyTo(
  services: Services,
  units: DocumentUnits,
  message: unknown,
): Promise<Reply | null> {
  const request = readRequest(message);
  if (!request) {
    services.logger.warn('The dashboard sent a message that is none.');
    return null;
  }
  const { id } = request;
  try {
    const value = isQuestion(request)
      ? await answer(services, request)
      : await carryOut(services, units, request as Action);
    return { id, value };
  } catch (error) {
    services.logger.error('The dashboard could not be answered:', error);
    return { id, error: messageOf(error) };
  }
}

async function carryOut(services: Services, units: DocumentUnits, action: Action): Promise<null> {
  switch (action.act) {
    case 'openCode':
      await openRolloutCode(services, units, action.rollout);
      break;
    case 'save':
      await saveExport(action);
      break;
    default:
      // Their questions and errors have their own windows; the page must not wait for them.
      void vscodeCommands.executeCommand(commandOf[action.act]);
  }
  return null;
}

const commandOf = {
  train: commands.train,
  stopTraining: commands.stopTraining,
  forget: commands.forgetRepository,
} as const;
