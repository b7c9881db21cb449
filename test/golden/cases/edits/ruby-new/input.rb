# frozen_string_literal: true

module M
  class A
    def target(a, b: 1)
      a + b
    end
  end
end
