# frozen_string_literal: true
def target; end
