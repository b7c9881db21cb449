class A {
  @Input()
  /** Old. */
  target(): void {}
}
