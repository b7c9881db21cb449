# frozen_string_literal: true

require_relative 'rewrite_control'
require_relative 'rewrite_loop'
require_relative 'rewrite_expression'
require_relative 'rewrite_binding'
require_relative 'mutants'

# A rewritten or mutated method; its label comes from running it.
Candidate = Struct.new(:text, :setting, :transform, :depth, :rewrite, :chain, keyword_init: true)

# Rewrites a programmer would make while writing the same method anew: name => lists of edits.
IDIOMS = [RewriteControl, RewriteLoop, RewriteExpression, RewriteBinding].flat_map { |group| group.instance_methods(false).map { |name| [group, name] } }.freeze
PLAIN = RewritePlain.instance_methods(false).map { |name| [RewritePlain, name] }.freeze
MUTANTS = Mutants.instance_methods(false).select { |name| name.start_with?('m_') }.map { |name| [Mutants, name] }.freeze

# Rewrites that undo each other: a chain takes one of them.
INVERSE = [%i[explicit_return implicit_return], %i[extract_temp inline_temp], %i[early_to_else else_to_early value_to_early], %i[split_assign join_assign], %i[aug_expand aug_contract],
           %i[nest_and merge_and], %i[modifier_to_block block_to_modifier], %i[ternary_to_if if_to_ternary], %i[unless_to_if if_to_unless], %i[each_to_for for_to_each],
           %i[symbol_block_expand symbol_block_contract], %i[case_to_if if_to_case], %i[interpolation_to_concat concat_to_interpolation]].freeze

PER_MUTANT = 3
CHAINS = 6

# Single rewrites, single mutants, and chains of rewrites with mutants of them.
def propose(method, random)
  Proposer.new(method, random).candidates
end

class Proposer
  attr_reader :candidates

  def initialize(method, random)
    @method = method
    @random = random
    @candidates = []
    (IDIOMS + PLAIN).each do |kind|
      transformed(method.text, kind, 2).each { |text| add(text: text, setting: 'single', transform: kind.last.to_s, depth: 1, rewrite: true) }
    end
    MUTANTS.each do |kind|
      transformed(method.text, kind, PER_MUTANT).each { |text| add(text: text, setting: 'single', transform: kind.last.to_s, depth: 1, rewrite: false) }
    end
    (1..CHAINS).each { |chain| matched(chain, 1 + random.rand(3)) }
  end

  private

  def add(**fields)
    return false if fields[:text] == @method.text || @candidates.any? { |other| other.text == fields[:text] }

    @candidates << Candidate.new(**fields)
  end

  # Applies a transform at up to so many places, one a candidate.
  def transformed(text, (group, name), limit)
    unit = Unit.parse(text, @random)
    return [] unless unit

    sites = unit.extend(group).public_send(name)
    sites.shuffle(random: @random).lazy.filter_map { |edits| unit.apply(edits) }.reject { |changed| changed == text }.first(limit)
  end

  def matched(chain, depth)
    text = @method.text
    names = []
    (IDIOMS.reject { |_, name| name == :extract_helper }).shuffle(random: @random).each do |kind|
      break if names.size == depth
      next if INVERSE.any? { |some| some.include?(kind.last) && (some & names).any? }

      changed = transformed(text, kind, 1).first or next
      text = changed
      names << kind.last
    end
    return if names.empty?

    add(text: text, setting: 'matched', transform: names.join('+'), depth: names.size, rewrite: true, chain: chain)
    found = 0
    MUTANTS.shuffle(random: @random).each do |kind|
      break if found == 3

      transformed(text, kind, 1).each do |mutated|
        found += 1 if add(text: mutated, setting: 'matched', transform: "#{names.join('+')}|#{kind.last}", depth: names.size, rewrite: false, chain: chain)
      end
    end
  end
end
