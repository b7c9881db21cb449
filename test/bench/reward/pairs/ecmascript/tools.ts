import { transform as esbuild } from 'esbuild';
import type { Dialect } from './code.ts';
import { loadTool, resolveTool } from './packages.ts';

export interface Tool {
  readonly name: string;
  /** The tool's output for JavaScript that holds one function. */
  run(javascript: string): Promise<string>;
}

interface Terser {
  minify(code: string, options: object): Promise<{ code?: string }>;
}

interface Babel {
  transformAsync(code: string, options: object): Promise<{ code?: string | null } | null>;
}

/** The code without its types. Names, statements and their order stay. */
export async function stripTypes(text: string, dialect: Dialect): Promise<string> {
  if (dialect === 'javascript') return text;
  return (await esbuild(text, { loader: 'ts', target: 'esnext' })).code;
}

const esbuildMinify: Tool = {
  name: 'esbuild',
  run: async (text) => {
    const options = { minifySyntax: true, minifyIdentifiers: true, supported: { bigint: true } };
    return (await esbuild(text, { ...options, target: 'es2015' })).code;
  },
};

/** Lines stay lines: layout is not what is measured. */
const terser: Tool = {
  name: 'terser',
  run: async (text) => {
    const { minify } = loadTool('terser') as Terser;
    const options = { compress: { passes: 2 }, mangle: true, format: { beautify: true } };
    return (await minify(text, options)).code ?? '';
  },
};

const babelEs5: Tool = {
  name: 'babel_es5',
  run: async (text) => {
    const { transformAsync } = loadTool('@babel/core') as Babel;
    const result = await transformAsync(text, {
      babelrc: false,
      configFile: false,
      sourceType: 'script',
      // Without them each loop and pattern brings helpers that are longer than the function.
      assumptions: {
        iterableIsArray: true,
        setSpreadProperties: true,
        objectRestNoSymbols: true,
        noDocumentAll: true,
      },
      presets: [[resolveTool('@babel/preset-env'), { targets: 'ie 11', modules: false }]],
    });
    return result?.code ?? '';
  },
};

export const tools: readonly Tool[] = [esbuildMinify, terser, babelEs5];
