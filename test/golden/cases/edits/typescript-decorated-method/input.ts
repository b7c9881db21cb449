class A {
  @Input()
  @Other({ a: 1 })
  public async target(x: number): Promise<void> {}
}
