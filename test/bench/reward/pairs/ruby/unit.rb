# frozen_string_literal: true

require_relative 'indent'

Edit = Struct.new(:from, :to, :text)

Parser::Builders::Default.emit_lambda = true
Parser::Builders::Default.emit_procarg0 = true
Parser::Builders::Default.emit_index = true

def silent_parser
  parser = Parser::Ruby31.new
  parser.diagnostics.consumer = nil
  parser.diagnostics.all_errors_are_fatal = true
  parser
end

def each_node(node, &block)
  return unless node.is_a?(Parser::AST::Node)

  yield node
  node.children.each { |child| each_node(child, &block) }
end

# One version of a method, parsed.
class Unit
  attr_reader :text, :tree, :parents
  attr_accessor :random

  def self.parse(text, random = Random.new(0))
    buffer = Parser::Source::Buffer.new('candidate.rb', source: text)
    tree = silent_parser.parse(buffer)
    tree && new(text, tree, random)
  rescue Parser::SyntaxError, EncodingError
    nil
  end

  def initialize(text, tree, random)
    @text = text
    @tree = tree
    @random = random
    @parents = {}.compare_by_identity
    each_node(tree) { |node| node.children.each { |child| @parents[child] = node if child.is_a?(Parser::AST::Node) } }
  end

  # The method itself, not a helper beside it.
  def definition
    tree.type == :begin ? tree.children.first : tree
  end

  def body
    definition.children.last
  end

  def parameters
    definition.type == :defs ? definition.children[2] : definition.children[1]
  end

  # The text after the edits, indented; nil when they overlap or do not parse.
  def apply(edits)
    result = +''
    at = 0
    edits.each_with_index.sort_by { |edit, index| [edit.from, index] }.each do |edit, _|
      return nil if edit.from < at

      result << text[at...edit.from] << edit.text
      at = edit.to
    end
    result << text[at..]
    result = result.lines.map(&:rstrip).reject(&:empty?).join("\n")
    Unit.parse(result) && indented(result)
  end

  def nodes(*types, under: definition, &block)
    found = []
    each_node(under) { |node| found << node if types.include?(node.type) && node.location.expression }
    block ? found.each(&block) : found
  end

  def source(node)
    node.location.expression.source
  end

  def replace(node, text)
    range(node.location.expression, text)
  end

  def range(range, text)
    Edit.new(range.begin_pos, range.end_pos, text)
  end

  def span(first, last, text)
    Edit.new(first.location.expression.begin_pos, last.location.expression.end_pos, text)
  end

  def before(node, text)
    Edit.new(node.location.expression.begin_pos, node.location.expression.begin_pos, text)
  end

  def after(node, text)
    Edit.new(node.location.expression.end_pos, node.location.expression.end_pos, text)
  end

  # Bodies as lists of statements; a single statement is a list too.
  def lists
    bodies = [body] + nodes(:if, :when, :case, :while, :until, :block, :kwbegin, :rescue, :resbody, :ensure, :for).flat_map { |node| bodies_of(node) }
    bodies.compact.map { |node| node.type == :begin && !parenthesized?(node) ? node.children : [node] }.uniq { |list| list.first.object_id }
  end

  def bodies_of(node)
    case node.type
    when :if then modifier?(node) || ternary?(node) ? [] : node.children[1..2].reject { |child| child && elsif?(child) }
    when :when, :while, :until, :block, :resbody, :for then modifier?(node) ? [] : [node.children.last]
    when :case then [node.children.last]
    when :kwbegin then node.children.size > 1 ? [] : [node.children.first]
    when :rescue then [node.children.first, node.children.last]
    else node.children
    end
  end

  def parenthesized?(node)
    node.type == :begin && node.location.begin && node.location.begin.source == '('
  end

  def modifier?(node)
    return false unless %i[if while until while_post].include?(node.type)

    node.type == :if ? !ternary?(node) && node.location.end.nil? && !elsif?(node) : node.location.end.nil?
  end

  def ternary?(node)
    node.type == :if && node.location.respond_to?(:question)
  end

  def elsif?(node)
    node.type == :if && node.location.respond_to?(:keyword) && node.location.keyword.source == 'elsif'
  end

  def unless?(node)
    node.type == :if && node.location.respond_to?(:keyword) && node.location.keyword.source == 'unless'
  end

  # An if or unless in block form with its branches as written.
  def plain_if?(node)
    node.type == :if && !ternary?(node) && !modifier?(node) && !elsif?(node) && !(node.children[2] && elsif?(node.children[2]))
  end

  def statement?(node)
    lists.any? { |list| list.any? { |other| other.equal?(node) } }
  end

  def leaves?(node)
    node && %i[return next break].include?((node.type == :begin ? node.children.last : node).type) ||
      node && node.type == :send && node.children[0].nil? && node.children[1] == :raise
  end

  # The text of an expression to stand beside an operator.
  def operand(node)
    simple?(node) ? source(node) : "(#{source(node)})"
  end

  def simple?(node)
    return true if %i[lvar int float str sym true false nil self const array hash begin dstr index regexp].include?(node.type)

    node.type == :send && (node.children.size == 2 && node.children[1].match?(/\A\w+[?!]?\z/) || node.location.end && node.location.end.source == ')')
  end

  OPPOSITES = { :== => '!=', :!= => '==', :< => '>=', :>= => '<', :> => '<=', :<= => '>' }.freeze

  def negated(node)
    case node.type
    when :begin then node.children.size == 1 ? negated(node.children.first) : "!#{source(node)}"
    when :true then 'false'
    when :false then 'true'
    when :send
      return unwrapped(node.children[0]) if node.children[1] == :!
      return "#{source(node.children[0])} #{OPPOSITES[node.children[1]]} #{source(node.children[2])}" if OPPOSITES[node.children[1]] && node.children.size == 3

      "!#{operand(node)}"
    else "!#{operand(node)}"
    end
  end

  def unwrapped(node)
    node.type == :begin && node.children.size == 1 ? source(node.children.first) : source(node)
  end

  def locals(under = definition)
    nodes(:lvasgn, under: under).map { |node| node.children.first } + nodes(:lvar, under: under).map { |node| node.children.first }
  end

  def parameter_names
    nodes(:arg, :optarg, :restarg, :blockarg, :kwarg, :kwoptarg, :kwrestarg, under: parameters).map { |node| node.children.first }
  end

  def fresh(*names)
    names.shuffle(random: random).find { |name| !text.match?(/\b#{name}\b/) } || (2..).lazy.map { |i| "#{names.first}#{i}" }.find { |name| !text.match?(/\b#{name}\b/) }
  end

  # Calls of few plain methods have no effects.
  PURE = %i[+ - * / % == != < > <= >= ! size length empty? nil? to_s to_i to_sym [] first last zero? is_a? key? include? & | ^ << =~].freeze

  def pure?(node)
    nodes(:block, :yield, :op_asgn, :lvasgn, :or_asgn, :and_asgn, :masgn, under: node).empty? &&
      nodes(:send, :csend, under: node).all? { |call| (PURE - [:<<]).include?(call.children[1]) }
  end

  def multiline_text?
    nodes(:str, :dstr, :regexp, :xstr, :heredoc, under: tree).any? { |node| source(node).include?("\n") && !%i[dstr].include?(node.type) || node.location.respond_to?(:heredoc_body) } ||
      nodes(:dstr, under: tree).any? { |node| source(node).include?("\n") }
  end
end
