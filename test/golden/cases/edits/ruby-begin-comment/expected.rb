class A
  # New doc.
  def target
    1
  end
end
