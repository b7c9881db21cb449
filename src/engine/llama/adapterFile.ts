import type { GgufTensorInfo } from 'node-llama-cpp';
import { RoundtripError } from '../../common/errors.ts';
import { type GgufFile, readGgufFile } from './modelFile.ts';

/** The sizes of a matrix as GGUF has them: what goes in, then what comes out. */
type Sizes = readonly number[];

/**
 * Checks by the headers alone that a file is a LoRA adapter, whole, and made for this model.
 * @throws RoundtripError `adapter-unreadable`, `adapter-mismatch`, `model-*`.
 */
export async function checkAdapterFile(path: string, modelPath: string): Promise<void> {
  const adapter = await readAdapter(path);
  const model = await readGgufFile(modelPath);
  const refuse = (why: string) => {
    throw new RoundtripError(
      'adapter-mismatch',
      `The adapter ${path} was not made for the model ${modelPath}: ${why}. Choose the model it was made for.`,
      { path, modelPath },
    );
  };
  const [wanted, found] = [architectureOf(adapter), architectureOf(model)];
  if (wanted !== found) refuse(`it is for a ${wanted}, and the model is a ${found}`);
  const known = new Map(tensorsOf(model).map(({ name, dimensions }) => [name, sizes(dimensions)]));
  for (const [name, [a, b]] of matrices(adapter)) {
    const base = known.get(name);
    if (!base) refuse(`the model has no ${name}`);
    else if (a[0] !== base[0] || b[1] !== base[1] || a[1] !== b[0]) {
      refuse(`${name} is ${a[0]} × ${b[1]} in the adapter and ${base.join(' × ')} in the model`);
    }
  }
}

async function readAdapter(path: string): Promise<GgufFile> {
  const adapter = await readGgufFile(path).catch((cause) => {
    throw unreadable(path, 'it is missing, cut short, damaged or no GGUF file', cause);
  });
  if (!isLora(adapter)) throw unreadable(path, 'it is a GGUF file, but no LoRA adapter');
  if (matrices(adapter).size === 0) throw unreadable(path, 'it holds no LoRA matrices');
  return adapter;
}

/** Keys that node-llama-cpp, which reads models, has no types for. */
interface AdapterMetadata {
  readonly general: { readonly type?: unknown };
  readonly adapter?: { readonly type?: unknown };
}

function isLora({ info }: GgufFile): boolean {
  const { general, adapter } = info.metadata as AdapterMetadata;
  return general.type === 'adapter' && adapter?.type === 'lora';
}

/** The halves of each matrix that the adapter changes. */
function matrices(adapter: GgufFile): Map<string, readonly [a: Sizes, b: Sizes]> {
  const halves = new Map(
    tensorsOf(adapter).map(({ name, dimensions }) => [name, sizes(dimensions)]),
  );
  const found = new Map<string, readonly [Sizes, Sizes]>();
  for (const [half, a] of halves) {
    const name = half.replace(/\.lora_a$/, '');
    const b = halves.get(`${name}.lora_b`);
    if (name !== half) found.set(name, [a, b ?? []]);
  }
  return found;
}

function architectureOf({ info }: GgufFile): string {
  return info.metadata.general.architecture;
}

function tensorsOf({ info: { tensorInfo = [] } }: GgufFile): readonly GgufTensorInfo[] {
  return tensorInfo;
}

function sizes(dimensions: readonly (number | bigint)[]): Sizes {
  return dimensions.map(Number);
}

function unreadable(path: string, why: string, cause?: unknown): RoundtripError {
  return new RoundtripError(
    'adapter-unreadable',
    `The adapter ${path} can't be used: ${why}. Get it again, or choose another.`,
    { path },
    { cause },
  );
}
