class A
=begin
Old doc.
=end
  def target
    1
  end
end
