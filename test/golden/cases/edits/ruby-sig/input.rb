class A
  sig { returns(Integer) }
  def target
    1
  end
end
