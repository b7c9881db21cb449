import type { Completion, Engine, GenerateRequest, TokenEvent } from './engine.ts';

/** `Engine.generate` for an engine that draws by `generateMany`. */
export async function generateOne(
  engine: Pick<Engine, 'generateMany'>,
  request: GenerateRequest,
  signal?: AbortSignal,
  onText?: (text: string) => void,
): Promise<Completion> {
  const onEvent = onText && (({ text }: TokenEvent) => onText(text));
  const [completion] = await engine.generateMany([request], signal, onEvent);
  if (!completion) throw new Error('The engine answered one request with no completion.');
  return completion;
}
