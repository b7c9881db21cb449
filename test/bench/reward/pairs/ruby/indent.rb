# frozen_string_literal: true

require 'ripper'

OPENERS = %w[begin case class def do for if module unless until while].freeze
MODIFIERS = %w[if unless until while rescue].freeze
MIDDLES = %w[else elsif when rescue ensure in].freeze

# Indents Ruby code by two spaces a block, bracket or continued line.
def indented(text)
  changes, dedented, continued = nesting_by_line(text)
  depth = 0
  text.lines(chomp: true).each_with_index.map do |line, index|
    stripped = line.strip
    level = depth - dedented[index] + (continued[index] ? 1 : 0)
    depth += changes[index]
    stripped.empty? ? '' : "#{'  ' * [level, 0].max}#{stripped}"
  end.join("\n")
end

# For each line: by how much it changes the depth, by how much it stands less deep itself, and
# whether it goes on with the line before.
def nesting_by_line(text)
  changes = Hash.new(0)
  dedented = Hash.new(0)
  continued = {}
  loops = 0
  starts = {}
  last = nil
  Ripper.lex(text).each do |(line, _), kind, token, state|
    at = line - 1
    next if kind == :on_sp

    first = !starts[at]
    continued[at] = true if first && (%w[. &.].include?(token) || last && last[:open_operator])
    starts[at] = true unless %i[on_nl on_ignored_nl].include?(kind)
    modifier = MODIFIERS.include?(token) && state.allbits?(Ripper::EXPR_LABEL)
    opener = kind == :on_kw && OPENERS.include?(token) && !modifier || %i[on_lbrace on_lparen on_lbracket on_tlambeg on_embexpr_beg on_qwords_beg on_words_beg on_qsymbols_beg].include?(kind)
    closer = kind == :on_kw && token == 'end' || %i[on_rbrace on_rparen on_rbracket on_embexpr_end].include?(kind) || kind == :on_tstring_end && token == ']'
    if kind == :on_kw && %w[while until for].include?(token) && !modifier
      loops += 1
    elsif kind == :on_kw && token == 'do' && loops.positive?
      loops -= 1
      opener = false
    elsif %i[on_nl on_semicolon].include?(kind)
      loops = 0
    end
    changes[at] += 1 if opener
    changes[at] -= 1 if closer
    dedented[at] = 1 if first && (closer || kind == :on_kw && MIDDLES.include?(token) && !modifier)
    last = { open_operator: kind == :on_op && token != '|' || kind == :on_kw && %w[and or not].include?(token) } unless %i[on_ignored_nl on_comment].include?(kind)
  end
  [changes, dedented, continued]
end
