import type { Jump, Statement, Variable } from '../../ir.ts';
import { assign, boolean, branch, breakLoop, continueLoop, not } from '../build.ts';

/**
 * A jump to the end of a block that is no loop of its own: a labelled one, a `switch`, a callback.
 * The IR has no such jump, so that `withoutExits` and `withJumps` must take it out again.
 */
export interface Exit extends Jump {
  readonly leaves: symbol;
}

type Temporary = () => Variable;

export const exitTo = (leaves: symbol): Exit => ({ kind: 'break', leaves });

const isExit = (statement: Statement, leaves: symbol): boolean =>
  'leaves' in statement && statement.leaves === leaves;

const isLoop = ({ kind }: Statement): boolean => kind === 'while' || kind === 'forEach';

/** The same statement with each of its blocks rewritten. */
export function mapBlocks<S extends Statement>(
  statement: S,
  rewrite: (block: readonly Statement[]) => readonly Statement[],
): Statement {
  switch (statement.kind) {
    case 'if':
      return {
        ...statement,
        consequence: rewrite(statement.consequence),
        alternative: rewrite(statement.alternative),
      };
    case 'while':
      return { ...statement, body: rewrite(statement.body), step: rewrite(statement.step) };
    case 'forEach':
    case 'with':
    case 'scope':
      return { ...statement, body: rewrite(statement.body) };
    case 'try':
      return {
        ...statement,
        body: rewrite(statement.body),
        handlers: statement.handlers.map((handler) => ({
          ...handler,
          body: rewrite(handler.body),
        })),
        finally: rewrite(statement.finally),
      };
    default:
      return statement;
  }
}

function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  const blocks: (readonly Statement[])[] = [];
  mapBlocks(statement, (block) => {
    blocks.push(block);
    return block;
  });
  return blocks;
}

const hasExit = (statement: Statement, leaves: symbol): boolean =>
  isExit(statement, leaves) ||
  blocksOf(statement).some((block) => block.some((inner) => hasExit(inner, leaves)));

/** Whether what follows this block can be reached by running off its end. */
export function completes(block: readonly Statement[]): boolean {
  const last = block.at(-1);
  switch (last?.kind) {
    case 'break':
    case 'continue':
    case 'return':
    case 'raise':
      return false;
    case 'if':
      return completes(last.consequence) || completes(last.alternative);
    case 'scope':
      return completes(last.body);
    default:
      return true;
  }
}

/**
 * The block without exits to its own end: what an exit jumps over goes to where there is none. A
 * flag remembers an exit out of a loop, and one that more than one way leads past.
 */
export function withoutExits(
  block: readonly Statement[],
  leaves: symbol,
  temporary: Temporary,
): readonly Statement[] {
  const at = block.findIndex((statement) => hasExit(statement, leaves));
  const statement = block[at];
  if (!statement) return block;
  const before = block.slice(0, at);
  const after = block.slice(at + 1);
  if (isExit(statement, leaves)) return before;
  const inside = (inner: readonly Statement[]) => withoutExits(inner, leaves, temporary);
  if (statement.kind === 'scope') {
    return [...before, { ...statement, body: inside([...statement.body, ...after]) }];
  }
  if (statement.kind === 'if') {
    const goesOn = [statement.consequence, statement.alternative].map(completes);
    if (!(goesOn[0] && goesOn[1]) || after.length === 0) {
      const [consequence, alternative] = [
        [...statement.consequence, ...(goesOn[0] ? after : [])],
        [...statement.alternative, ...(goesOn[1] ? after : [])],
      ];
      return [
        ...before,
        { ...statement, consequence: inside(consequence), alternative: inside(alternative) },
      ];
    }
  }
  if (after.length === 0 && !isLoop(statement)) return [...before, mapBlocks(statement, inside)];
  const flag = temporary();
  const flagged = flagExits(statement, leaves, flag);
  return [
    ...before,
    assign(flag, boolean(false)),
    isLoop(flagged) ? flagged : mapBlocks(flagged, inside),
    ...(after.length > 0 ? [branch(not(flag), inside(after))] : []),
  ];
}

/** Exits that set a flag on their way; those in a loop leave it by a break. */
function flagExits(statement: Statement, leaves: symbol, flag: Variable): Statement {
  const inLoop = (block: readonly Statement[]): readonly Statement[] =>
    block.flatMap((inner) => {
      if (isExit(inner, leaves)) return [assign(flag, boolean(true)), breakLoop];
      const rewritten = mapBlocks(inner, inLoop);
      return isLoop(inner) && hasExit(inner, leaves)
        ? [rewritten, branch(flag, [breakLoop])]
        : [rewritten];
    });
  const outside = (block: readonly Statement[]): readonly Statement[] =>
    block.flatMap((inner) => {
      if (isExit(inner, leaves)) return [assign(flag, boolean(true)), inner];
      if (!isLoop(inner)) return [mapBlocks(inner, outside)];
      return hasExit(inner, leaves)
        ? [mapBlocks(inner, inLoop), branch(flag, [exitTo(leaves)])]
        : [inner];
    });
  return mapBlocks(statement, isLoop(statement) ? inLoop : outside);
}

/** A loop's body in which exits have become the loop's own jumps, a flag leading out of inner loops. */
export function withJumps(
  block: readonly Statement[],
  leaves: symbol,
  kind: Jump['kind'],
  temporary: Temporary,
): readonly Statement[] {
  const jump = kind === 'break' ? breakLoop : continueLoop;
  return block.flatMap((statement): readonly Statement[] => {
    if (isExit(statement, leaves)) return [jump];
    if (!hasExit(statement, leaves)) return [statement];
    if (!isLoop(statement)) {
      return [mapBlocks(statement, (inner) => withJumps(inner, leaves, kind, temporary))];
    }
    const flag = temporary();
    return [assign(flag, boolean(false)), flagExits(statement, leaves, flag), branch(flag, [jump])];
  });
}

/** Something that `break` or `continue` can mean. */
interface JumpTarget {
  readonly labels: readonly string[];
  readonly isLoop: boolean;
  readonly isSwitch: boolean;
  readonly breaks: symbol;
  readonly continues: symbol;
  /** A plain `continue` would leave out the condition of a `do` loop. */
  readonly isDo: boolean;
}

/** The statements around the one that is being read to which a jump can lead. */
export class JumpTargets {
  private readonly open: JumpTarget[] = [];
  private labels: string[] = [];

  /** The next statement has this label too. */
  label(name: string): void {
    this.labels.push(name);
  }

  /** Reads what is inside a statement that jumps can leave. */
  within<Result>(
    kind: 'loop' | 'do' | 'switch' | 'block',
    read: (target: JumpTarget) => Result,
  ): Result {
    const target = {
      labels: this.labels,
      isLoop: kind === 'loop' || kind === 'do',
      isSwitch: kind === 'switch',
      isDo: kind === 'do',
      breaks: Symbol('break'),
      continues: Symbol('continue'),
    };
    this.labels = [];
    this.open.push(target);
    try {
      return read(target);
    } finally {
      this.open.pop();
    }
  }

  breakTo(label: string | undefined): Statement {
    const target = this.find(label, ({ isLoop, isSwitch }) => isLoop || isSwitch);
    if (!target) return breakLoop;
    return target.isLoop && target === this.innermostLoop() ? breakLoop : exitTo(target.breaks);
  }

  continueTo(label: string | undefined): Statement {
    const target = this.find(label, ({ isLoop }) => isLoop);
    if (!target) return continueLoop;
    const isPlain = target === this.innermostLoop() && !target.isDo;
    return isPlain ? continueLoop : exitTo(target.continues);
  }

  private innermostLoop(): JumpTarget | undefined {
    return this.open.findLast(({ isLoop }) => isLoop);
  }

  private find(
    label: string | undefined,
    accepts: (target: JumpTarget) => boolean,
  ): JumpTarget | undefined {
    return this.open.findLast((target) =>
      label === undefined ? accepts(target) : target.labels.includes(label),
    );
  }
}
