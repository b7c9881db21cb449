class A
  # Gives one.
  sig { returns(Integer) }
  def target
    1
  end
end
