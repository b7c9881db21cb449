class A
  private def target = 1
end
