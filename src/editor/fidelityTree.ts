import {
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  l10n,
  Range,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { isLanguageId } from '../parse/languages/index.ts';
import { fidelityPercent } from '../reportText.ts';
import {
  type FidelityGroup,
  type Grouping,
  groupings,
  groupWorstFirst,
  mean,
} from './fidelityGroups.ts';
import type { FidelityIndex, IndexEntry } from './fidelityIndex.ts';
import { fidelityWords } from './fidelityWords.ts';
import { commands, views } from './ids.ts';
import { inBackground } from './inBackground.ts';
import { registerCommand } from './registerCommand.ts';
import type { Services } from './services.ts';
import type { WorkspaceFunctions } from './workspaceFunctions.ts';

type Leaf = IndexEntry & { readonly name: string; readonly score: number | null };
type Node = FidelityGroup<Leaf> | Leaf;

/** The view "Documentation Fidelity": what was checked in the workspace, worst first. */
export class FidelityTree implements TreeDataProvider<Node>, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private grouping: Grouping = 'folder';
  /** Files that are saved later are looked at one by one. */
  private isLookedUp = false;

  constructor(
    private readonly services: Services,
    private readonly index: FidelityIndex,
    private readonly functions: WorkspaceFunctions,
  ) {}

  register(context: ExtensionContext): void {
    const { logger } = this.services;
    const view = window.createTreeView(views.fidelity, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    const lookUp = () => {
      if (!view.visible || this.isLookedUp) return;
      inBackground(logger, 'Not all files were looked at', this.lookUpAll());
    };
    context.subscriptions.push(
      view,
      this,
      this.index.onDidChange(() => {
        view.description = this.summary();
        this.changed.fire();
      }),
      view.onDidChangeVisibility(lookUp),
      workspace.onDidSaveTextDocument(({ uri, languageId }) => {
        if (!isLanguageId(languageId)) return;
        inBackground(logger, 'A file was not looked at', this.refresh(uri));
      }),
      this.index.onDidClear(() => {
        this.isLookedUp = false;
        lookUp();
      }),
      workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) this.index.retain(uri, []);
      }),
    );
    registerCommand(context, logger, commands.groupFidelity, async () => {
      const items = groupings.map((id) => ({
        id,
        label: groupingLabel(id),
        picked: id === this.grouping,
      }));
      const chosen = await window.showQuickPick(items, {
        title: l10n.t('Group documentation fidelity by'),
      });
      if (chosen) this.grouping = chosen.id;
      this.changed.fire();
    });
    lookUp();
  }

  getChildren(node?: Node): Node[] {
    if (!node)
      return groupWorstFirst(this.leaves(), this.grouping, (leaf) => groupOf(leaf, this.grouping));
    return 'children' in node ? [...node.children] : [];
  }

  getTreeItem(node: Node): TreeItem {
    return 'children' in node ? groupItem(node) : leafItem(node);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private leaves(): Leaf[] {
    const own = this.index.all().filter(({ uri }) => workspace.getWorkspaceFolder(uri));
    return own.map((entry) => ({
      ...entry,
      name: entry.unit.qualifiedName,
      score: entry.fidelity?.fidelity ?? null,
    }));
  }

  private summary(): string {
    const scores = this.leaves().flatMap(({ score }) => score ?? []);
    if (scores.length === 0) return '';
    return l10n.t('mean {0}% of {1}', fidelityPercent(mean(scores)) ?? 0, scores.length);
  }

  /** What the store knows of the whole workspace, once it is looked at. */
  private async lookUpAll(): Promise<void> {
    this.isLookedUp = true;
    for (const uri of await this.functions.files()) await this.refresh(uri);
  }

  private async refresh(uri: Uri): Promise<void> {
    const units = await this.functions.of(uri);
    this.index.retain(uri, units);
    await this.index.lookUp(uri, units);
  }
}

function groupOf({ uri, unit }: Leaf, grouping: Grouping): string {
  if (grouping === 'language') return unit.language;
  const path = workspace.asRelativePath(uri);
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return folder === '' ? l10n.t('(top folder)') : folder;
}

function groupingLabel(grouping: Grouping): string {
  switch (grouping) {
    case 'folder':
      return l10n.t('Folder');
    case 'language':
      return l10n.t('Language');
    case 'none':
      return l10n.t('Nothing: one list');
  }
}

function groupItem({ label, mean, children }: FidelityGroup<Leaf>): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
  const percent = fidelityPercent(mean);
  item.description =
    percent === null ? `${children.length}` : l10n.t('mean {0}% of {1}', percent, children.length);
  item.iconPath = ThemeIcon.Folder;
  return item;
}

function leafItem({ name, uri, unit, fidelity, score }: Leaf): TreeItem {
  const item = new TreeItem(name);
  const percent = fidelityPercent(score);
  const where = `${uri.path.split('/').at(-1)}:${unit.line}`;
  item.description = percent === null ? where : `${percent}% · ${where}`;
  item.iconPath = fidelity ? icon(score) : new ThemeIcon('loading~spin');
  item.tooltip = fidelity
    ? fidelityWords(fidelity.fidelity, fidelity.checkedAt)
    : l10n.t('checking the fidelity…');
  const line = unit.line - 1;
  item.command = {
    title: l10n.t('Open'),
    command: 'vscode.open',
    arguments: [uri, { selection: new Range(line, 0, line, 0) }],
  };
  return item;
}

/** Red under a third, yellow under two thirds; the shape tells too, for those who can't see it. */
function icon(score: number | null): ThemeIcon {
  if (score === null) return new ThemeIcon('question');
  if (score < 1 / 3) return new ThemeIcon('error', new ThemeColor('charts.red'));
  if (score < 2 / 3) return new ThemeIcon('warning', new ThemeColor('charts.yellow'));
  return new ThemeIcon('pass', new ThemeColor('charts.green'));
}
