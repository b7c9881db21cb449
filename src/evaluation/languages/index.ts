import type { EvaluationLanguage } from '../types.ts';
import type { LanguageTools } from './definition.ts';
import { javascript, typescript } from './ecmascript.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';

export const languageTools: Readonly<Record<EvaluationLanguage, LanguageTools>> = {
  python,
  ruby,
  go,
  javascript,
  typescript,
  java,
};
