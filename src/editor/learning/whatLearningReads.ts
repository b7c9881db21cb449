import { basename, dirname } from 'node:path';
import {
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  l10n,
  ProgressLocation,
  Range,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  commands as vscodeCommands,
  window,
  workspace,
} from 'vscode';
import { RoundtripError } from '../../common/errors.ts';
import { judgedFunctions } from '../../cycle/learnable.ts';
import { commands, views } from '../ids.ts';
import { registerCommand } from '../registerCommand.ts';
import type { Services } from '../services.ts';
import { signalOf } from '../signal.ts';
import {
  type FolderGroup,
  groupVerdicts,
  type ReasonGroup,
  type Verdict,
} from './verdictGroups.ts';
import { verdictHeading } from './verdictWords.ts';

type Node = ReasonGroup | FolderGroup | Verdict;

/** The progress is told after so many functions. */
const toldEvery = 100;

/** The view "What Learning Reads": every function of the workspace with its verdict and the reason. */
export class WhatLearningReads implements TreeDataProvider<Node>, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private groups: readonly ReasonGroup[] = [];
  private isScanning = false;

  constructor(private readonly services: Services) {}

  register(context: ExtensionContext): void {
    const view = window.createTreeView(views.whatLearningReads, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    context.subscriptions.push(view, this);
    registerCommand(context, this.services.logger, commands.whatLearningReads, async () => {
      await vscodeCommands.executeCommand(`${views.whatLearningReads}.focus`);
      if (this.isScanning) return;
      this.isScanning = true;
      try {
        this.groups = groupVerdicts(await this.scan());
      } finally {
        this.isScanning = false;
      }
      view.description = this.summary();
      this.changed.fire();
    });
  }

  getChildren(node?: Node): Node[] {
    if (!node) return [...this.groups];
    if ('folders' in node) return [...node.folders];
    return 'verdicts' in node ? [...node.verdicts] : [];
  }

  getTreeItem(node: Node): TreeItem {
    if ('folders' in node) return reasonItem(node);
    return 'verdicts' in node ? folderItem(node) : verdictItem(node);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private summary(): string {
    const total = this.groups.reduce((sum, { count }) => sum + count, 0);
    const eligible = this.groups.find(({ reason }) => reason === null)?.count ?? 0;
    return l10n.t('{0} of {1} functions', eligible, total);
  }

  /** @throws RoundtripError `usage` where no folder is open; AbortError when it was cancelled. */
  private async scan(): Promise<Verdict[]> {
    const { parser, logger } = this.services;
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    if (folders.length === 0) {
      throw new RoundtripError('usage', l10n.t('Open a folder of this machine first.'));
    }
    const paths = folders.map(({ uri }) => uri.fsPath);
    const title = l10n.t('Looking at what learning reads');
    const location = ProgressLocation.Notification;
    return window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
      const signal = signalOf(token);
      const verdicts: Verdict[] = [];
      const note = (sentence: string) => logger.info(sentence);
      for await (const { file, unit, reason } of judgedFunctions({ parser, signal }, paths, note)) {
        const folder = folderOf(file);
        verdicts.push({ file, line: unit.line, name: unit.qualifiedName, reason, folder });
        if (verdicts.length % toldEvery !== 0) continue;
        progress.report({ message: l10n.t('functions so far: {0}', verdicts.length) });
      }
      return verdicts;
    });
  }
}

function folderOf(file: string): string {
  const folder = dirname(workspace.asRelativePath(file));
  return folder === '.' ? l10n.t('(top folder)') : folder;
}

function reasonItem({ reason, count }: ReasonGroup): TreeItem {
  const item = new TreeItem(verdictHeading(reason), TreeItemCollapsibleState.Collapsed);
  item.description = String(count);
  item.iconPath =
    reason === null
      ? new ThemeIcon('pass', new ThemeColor('charts.green'))
      : new ThemeIcon('circle-slash');
  return item;
}

function folderItem({ folder, verdicts }: FolderGroup): TreeItem {
  const item = new TreeItem(folder, TreeItemCollapsibleState.Collapsed);
  item.description = String(verdicts.length);
  item.iconPath = ThemeIcon.Folder;
  return item;
}

function verdictItem({ name, file, line, reason }: Verdict): TreeItem {
  const item = new TreeItem(name);
  item.description = `${basename(file)}:${line}`;
  item.tooltip = verdictHeading(reason);
  item.iconPath = new ThemeIcon('symbol-method');
  item.command = {
    title: l10n.t('Open'),
    command: 'vscode.open',
    arguments: [Uri.file(file), { selection: new Range(line - 1, 0, line - 1, 0) }],
  };
  return item;
}
