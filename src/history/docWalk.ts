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

/** A commit that changed the function's file. */
interface Step {
  readonly graph: FileGraph;
  readonly commit: string;
  /** The function in this version, or in a later one of the same signature and documentation. */
  readonly like: PastFunction;
}

/**
 * Walks functions of one file back through its history. All walks share what was read: the commits
 * of a file, and the functions of its versions. A version is only parsed where signature and
 * documentation do not stand in it letter by letter.
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
    const trail = [await this.lastChange(this.file.head, this.file.path, committed)];
    for (let step = trail[0]; step && trail.length <= mostVersions; step = trail.at(-1)) {
      const before = (await this.inParents(step)) ?? (await this.inOtherFile(step));
      if (!before) return this.oldest(trail);
      trail.push(before);
    }
    throw new NoHistory('too-many-commits');
  }

  /** The last commit from `start` backwards that changed `path`. */
  private async lastChange(start: string, path: string, like: PastFunction): Promise<Step> {
    const key = `${start}:${path}`;
    const { git } = this.file;
    const graph = this.graphs.get(key) ?? fileGraph(git, start, path, mostVersions);
    this.graphs.set(key, graph);
    const [commit] = (await graph).order;
    if (commit === undefined) throw new NoHistory('untracked');
    return { graph: await graph, commit, like };
  }

  /** The first parent of which the documentation comes, as `git blame` would follow it. */
  private async inParents(step: Step): Promise<Step | null> {
    const { graph, commit, like } = step;
    const facts = graph.commits.get(commit);
    if (!facts) throw new NoHistory('too-many-commits');
    for (const parent of facts.parents) {
      const version = await this.past.file(parent, graph.path, commitsAfter(graph, parent));
      if (version && hasOnce(version.text, like.head)) return { graph, commit: parent, like };
    }
    const found = await this.found(step);
    if (!found) return null;
    const now = await this.past.inFile(commit, graph.path);
    for (const parent of facts.parents) {
      const earlier = counterpart(found, await this.past.inFile(parent, graph.path), now);
      if (earlier) return { graph, commit: parent, like: earlier };
    }
    return null;
  }

  private async inOtherFile(step: Step): Promise<Step | null> {
    const { graph, commit } = step;
    if (this.file.shallow.has(commit)) throw new NoHistory('shallow');
    const found = await this.found(step);
    if (!found) return null;
    const moved = await movedFrom(this.file.git, this.past, commit, graph.path, found);
    return moved && this.lastChange(`${commit}^1`, moved.path, moved);
  }

  /** Null where the text is there but is no function, as in a version that does not parse. */
  private async found({ graph, commit, like }: Step): Promise<PastFunction | null> {
    const functions = await this.past.inFile(commit, graph.path);
    if (functions.includes(like)) return like;
    const [first, ...others] = functions.filter(({ head }) => head === like.head);
    return first && others.length === 0 ? first : null;
  }

  /** The oldest version in which the function parses. */
  private async oldest(trail: readonly Step[]): Promise<CodeThen> {
    for (const step of trail.toReversed()) {
      const found = await this.found(step);
      if (!found) continue;
      const { graph, commit } = step;
      const date = graph.commits.get(commit)?.date ?? null;
      return { kind: 'known', code: found.code, commit, date, path: graph.path };
    }
    throw new NoHistory('untracked');
  }
}

/** What is read along with `commit`'s version of the file. */
function commitsAfter({ order }: FileGraph, commit: string): string[] {
  const at = order.indexOf(commit);
  return at < 0 ? [] : order.slice(at + 1, at + readAhead);
}

function hasOnce(text: string, part: string): boolean {
  const at = text.indexOf(part);
  return at >= 0 && !text.includes(part, at + 1);
}
