class A {
  @Input()
  /** New. */
  target(): void {}
}
