# frozen_string_literal: true

module M
  class A
    # Turns a title into a slug that can stand in an address: lower case, words
    # joined by hyphens, nothing else in it at all.
    #
    # @param a [Integer] the first of the two numbers that are added here, an
    #   integer or a float or whatever
    # @return [Integer]
    def target(a, b: 1)
      a + b
    end
  end
end
