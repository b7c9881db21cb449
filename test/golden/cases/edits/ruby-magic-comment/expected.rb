# frozen_string_literal: true
# Does nothing.
def target; end
