import { type ExtensionContext, Uri, workspace } from 'vscode';
import { virtualScheme } from './ids.ts';

/** How many texts are kept; older ones are dropped when their editors are long closed. */
const capacity = 64;

/** Read-only texts shown in editors: reports and the two sides of a diff. */
export class VirtualDocuments {
  private readonly texts = new Map<string, string>();
  private count = 0;

  constructor(context: ExtensionContext) {
    context.subscriptions.push(
      workspace.registerTextDocumentContentProvider(virtualScheme, {
        provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? '',
      }),
    );
  }

  /** A new read-only document. Its file name gives the tab's title and the language. */
  add(fileName: string, text: string): Uri {
    this.count += 1;
    const uri = Uri.from({ scheme: virtualScheme, path: `/${this.count}/${fileName}` });
    this.texts.set(uri.toString(), text);
    const [oldest] = this.texts.keys();
    if (this.texts.size > capacity && oldest !== undefined) this.texts.delete(oldest);
    return uri;
  }
}
