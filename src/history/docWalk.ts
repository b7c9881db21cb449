import { counterpart } from './counterpart.ts';
import { type FileGraph, fileGraph } from './fileGraph.ts';
import { movedFrom } from './movedFrom.ts';
import type { PastFunction, PastFunctions } from './pastFunctions.ts';
import { NoHistory, type TrackedFile } from './repository.ts';
import type { CodeThen } from './types.ts';

/** Older versions of a function than this are not looked at. */
const mostVersions = 300;

/** How many versions are read at once. */
const readAhead = 24;

/** A function in a commit that changed its file. */
interface Step {
  readonly graph: FileGraph;
  readonly commit: string;
  readonly found: PastFunction;
}

/**
 * Walks functions of one file back through its history. All walks share what was read: the commits
 * of a file, and the functions of each of its versions.
 */
export class DocWalk {
  private readonly graphs = new Map<string, Promise<FileGraph>>();

  constructor(
    private readonly file: TrackedFile,
    private readonly past: PastFunctions,
  ) {}

  /**
   * The oldest version of `committed` in whose commit its documentation is still the same: the
   * commit that last touched it.
   * @param committed the function as the last commit has it.
   * @throws NoHistory, GitError.
   */
  async codeThen(committed: PastFunction): Promise<CodeThen> {
    let step = await this.lastChange(this.file.head, this.file.path, committed);
    for (let versions = 0; versions < mostVersions; versions++) {
      const before = (await this.inParents(step)) ?? (await this.inOtherFile(step));
      if (!before) return known(step);
      step = before;
    }
    throw new NoHistory('too-many-commits');
  }

  /** The last commit from `start` backwards that changed `path`. */
  private async lastChange(start: string, path: string, found: PastFunction): Promise<Step> {
    const key = `${start}:${path}`;
    const { git } = this.file;
    const graph = this.graphs.get(key) ?? fileGraph(git, start, path, mostVersions);
    this.graphs.set(key, graph);
    const [commit] = (await graph).commits.keys();
    if (commit === undefined) throw new NoHistory('untracked');
    return { graph: await graph, commit, found };
  }

  /** The first parent of which the documentation comes, as `git blame` would follow it. */
  private async inParents({ graph, commit, found }: Step): Promise<Step | null> {
    const facts = graph.commits.get(commit);
    if (!facts) throw new NoHistory('too-many-commits');
    const now = await this.functions(graph, commit);
    for (const parent of facts.parents) {
      const earlier = counterpart(found, await this.functions(graph, parent), now);
      if (earlier) return { graph, commit: parent, found: earlier };
    }
    return null;
  }

  private async inOtherFile({ graph, commit, found }: Step): Promise<Step | null> {
    if (this.file.shallow.has(commit)) throw new NoHistory('shallow');
    const moved = await movedFrom(this.file.git, this.past, commit, graph.path, found);
    return moved && this.lastChange(`${commit}^1`, moved.path, moved);
  }

  private functions(graph: FileGraph, commit: string): Promise<readonly PastFunction[]> {
    const commits = [...graph.commits.keys()];
    const at = commits.indexOf(commit);
    const next = at < 0 ? [] : commits.slice(at + 1, at + readAhead);
    return this.past.inFile(commit, graph.path, next);
  }
}

function known({ graph, commit, found }: Step): CodeThen {
  const date = graph.commits.get(commit)?.date ?? null;
  return { kind: 'known', code: found.code, commit, date, path: graph.path };
}
