class A
  # Gives one.
  private def target = 1
end
