class A
  # \rubocop:disable is only words here.
  # rubocop:disable Metrics/MethodLength
  def target
    1
  end
end
