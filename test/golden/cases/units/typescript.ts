/** Loads. */
export async function load<T extends object>(url: string, options?: Options): Promise<T> { return {} as T; }
/** An overload. */
export function over(a: string): string;
export function over(a: number): number;
export function over(a: unknown): unknown { return a; }

@Injectable()
export abstract class Service<T> {
  /** Decorated. */
  @Input()
  @Other({ a: 1 })
  public async run(this: Service<T>, x: number = 1): Promise<void> {}
  protected abstract later(): void;
  private readonly handle = async (event: Event): Promise<void> => {};
  static #secret() {}
}

interface Shape { /** The area. */ area(scale: number): number; name: () => string; }
declare function external(x: number): void;
namespace Deep.Space { export const generate = function* <T>(x: T) { yield x; }; }
export default (x: number): asserts x is 1 => {};
