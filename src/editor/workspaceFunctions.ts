import { setImmediate } from 'node:timers/promises';
import { type Uri, workspace } from 'vscode';
import { functionUnits } from '../parse/functionUnits.ts';
import { languageOf, languages } from '../parse/languages/index.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { isMeasurable, openDocument } from './fidelityIndex.ts';

/** More files than this are not looked at; a workspace that large is checked on the command line. */
const mostFiles = 5_000;

/** Larger files are data or were generated. */
const mostBytes = 1_000_000;

const elsewhere =
  '**/{node_modules,vendor,third_party,dist,build,out,target,.git,.venv,venv,__pycache__,site-packages}/**';

export interface DocumentedFunction {
  readonly uri: Uri;
  readonly unit: FunctionUnit & { readonly existingDoc: string };
}

/** The functions of the workspace's source files. */
export class WorkspaceFunctions {
  constructor(private readonly parser: CodeParser) {}

  /** All that have a documentation, file by file. @throws the signal's reason. */
  async documented(signal?: AbortSignal): Promise<DocumentedFunction[]> {
    const found: DocumentedFunction[] = [];
    for (const uri of await this.files()) {
      signal?.throwIfAborted();
      await setImmediate(); // parsing never waits by itself
      const units = await this.of(uri);
      found.push(...units.filter(isMeasurable).map((unit) => ({ uri, unit })));
    }
    return found;
  }

  /** Source files, without those of other people. */
  async files(): Promise<readonly Uri[]> {
    const endings = Object.values(languages).flatMap(({ extensions }) => extensions);
    const pattern = `**/*{${[...new Set(endings)].join(',')}}`;
    return workspace.findFiles(pattern, elsewhere, mostFiles);
  }

  /** The functions of a file as the editor has it; none where it can't be read. */
  async of(uri: Uri): Promise<readonly FunctionUnit[]> {
    const language = languageOf(uri.path);
    const text = openDocument(uri)?.getText() ?? (await readText(uri));
    if (!language || text === null) return [];
    await this.parser.load(language);
    return functionUnits(this.parser, language, text);
  }
}

async function readText(uri: Uri): Promise<string | null> {
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > mostBytes) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(await workspace.fs.readFile(uri));
  } catch {
    return null; // Gone meanwhile, or no text.
  }
}
