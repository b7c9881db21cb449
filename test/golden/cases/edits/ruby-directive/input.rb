class A
  # Old.
  # rubocop:disable Metrics/MethodLength
  def target
    1
  end
end
