export class A {
	target = (a: number): number => a;
}
