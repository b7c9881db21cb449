# frozen_string_literal: true

module Shop
  # The first.
  # Second line.
  def first(a, b = 1, *c, k:, opt: 2, **o, &blk)
    yield a
  end

  # Builds.
  def self.build(x) = new(x)

  # Hidden.
  private def hidden; end

  class << self
    def meta?; true; end
  end

  class Cart::Item
    sig { params(other: Item).returns(T::Boolean) }
    def ==(other)
      other
    end

    def name=(value); @name = value; end
  end

  # Squares.
  SQUARE = ->(x) { x * x }
  define_method(:dynamic) { |z| z }
=begin
Block doc.
=end
  def outer
    nested = lambda { |q| q }
    def inner; raise NotImplementedError; end
  end
end
