export class A {
	/**
	 * One.
	 *
	 * Two.
	 */
	target = (a: number): number => a;
}
