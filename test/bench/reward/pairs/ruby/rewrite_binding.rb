# frozen_string_literal: true

# Rewrites of local variables, assignments and helpers.
module RewriteBinding
  NAMES = %w[value current item buffer cursor acc state chunk part offset limit total found word entry rest head tail marker amount position step left right data outcome count width].freeze

  # Renames every local variable but the parameters.
  def rename_locals
    names = (nodes(:lvasgn).map { |node| node.children[0] } + nodes(:arg, :optarg, :restarg, :procarg0, under: body).map { |node| node.children[0] }).grep(Symbol).uniq - parameter_names
    pool = NAMES.reject { |name| text.match?(/\b#{name}\b/) }.shuffle(random: random)
    renamed = names.zip(pool).to_h.compact
    edits = nodes(:lvasgn, :lvar, :arg, :optarg, :restarg, :procarg0, under: body).filter_map do |node|
      name = renamed[node.children[0]]
      next unless name

      place = node.location.respond_to?(:name) && node.location.name || node.location.expression
      range(place, name)
    end
    edits.empty? ? [] : [edits.uniq(&:from)]
  end

  # The statement that evaluates an expression exactly once and before anything else branches.
  def statement_of(node)
    child = node
    loop do
      return child if statement?(child) && !%i[if while until case block for kwbegin rescue].include?(child.type)

      parent = parents[child]
      case parent&.type
      when nil, :block, :while, :until, :when, :rescue, :ensure, :resbody, :def, :defs, :op_asgn, :optarg, :dstr, :csend, :mlhs, :lambda, :for, :case, :array, :hash, :pair, :or_asgn, :and_asgn then return nil
      when :and, :or then return nil unless parent.children[0].equal?(child)
      when :if
        return parent.children[0].equal?(child) && statement?(parent) && !elsif?(parent) ? parent : nil
      end
      child = parent
    end
  end

  def values
    nodes(:send, :index, :and, :or, under: body).select do |node|
      outer = parents[node]
      next if %w[and or].include?(node.location.respond_to?(:operator) && node.location.operator&.source) # they bind less than "="

      !%i[block lvasgn op_asgn block_pass].include?(outer&.type) && !statement?(node) && !(node.type == :send && node.children[0].nil? && node.children.size == 2) &&
        !(node.type == :send && (node.children[1].to_s.match?(/\w=\z/) || node.children.last.is_a?(Parser::AST::Node) && node.children.last.type == :block_pass)) && nodes(:block, :yield, under: node).empty?
    end
  end

  # f(g(x)) -> t = g(x); f(t)
  def extract_temp
    values.filter_map do |node|
      statement = statement_of(node)
      next if statement.nil? || statement.equal?(node)

      name = fresh('tmp', 'part', 'piece', 'inner', 'val')
      [before(statement, "#{name} = #{source(node)}\n"), replace(node, name)]
    end
  end

  # t = e; f(t) -> f(e)
  def inline_temp
    lists.flat_map do |list|
      list.each_cons(2).filter_map do |node, following|
        next unless node.type == :lvasgn && node.children[1] && node.children[1].type != :block && node.children[1].type != :if

        uses = nodes(:lvar).select { |use| use.children[0] == node.children[0] }
        next unless uses.size == 1 && nodes(:lvasgn).count { |other| other.children[0] == node.children[0] } == 1

        [replace(node, ''), replace(uses[0], operand(node.children[1]))] if statement_of(uses[0]).equal?(following)
      end
    end
  end

  # The local variables an expression reads; nil when it can't stand in another method or lambda.
  def captured(node)
    return unless nodes(:block, :yield, :lvasgn, :return, :super, under: node).empty?

    names = nodes(:lvar, under: node).map { |use| use.children[0] }.uniq
    names if (1..4).cover?(names.size)
  end

  # f(a + b) -> g = ->(a, b) { a + b }; f(g.call(a, b))
  def extract_lambda
    values.filter_map do |node|
      names = captured(node)
      next unless names && body

      name = fresh('compute', 'helper', 'evaluate', 'derive')
      first = body.type == :begin ? body.children.first : body
      [before(first, "#{name} = ->(#{names.join(', ')}) { #{source(node)} }\n"), replace(node, "#{name}.call(#{names.join(', ')})")]
    end
  end

  # f(a + b) -> f(g(a, b)), and def g(a, b) beside the method
  def extract_helper
    values.filter_map do |node|
      names = captured(node)
      next unless names

      name = fresh('compute_part', 'helper', 'evaluate', 'derive')
      prefix = definition.type == :defs ? 'self.' : ''
      [replace(node, "#{name}(#{names.join(', ')})"), after(definition, "\ndef #{prefix}#{name}(#{names.join(', ')})\n#{source(node)}\nend")]
    end
  end

  # a, b = x, y -> a = x; b = y
  def split_assign
    nodes(:masgn).filter_map do |node|
      left, right = *node
      next unless statement?(node) && right.type == :array && left.children.size == right.children.size && left.children.all? { |target| target.type == :lvasgn } && right.children.none? { |value| value.type == :splat }
      next if left.children.each_with_index.any? { |target, index| right.children[index + 1..].any? { |value| source(value).match?(/\b#{target.children[0]}\b/) } }

      [replace(node, left.children.zip(right.children).map { |target, value| "#{source(target)} = #{source(value)}" }.join("\n"))]
    end
  end

  # a = x; b = y -> a, b = x, y
  def join_assign
    independent_neighbours.map { |first, second| [span(first, second, "#{first.children[0]}, #{second.children[0]} = #{source(first.children[1])}, #{source(second.children[1])}")] }
  end

  # a = x; b = y -> b = y; a = x
  def reorder
    independent_neighbours.map { |first, second| [replace(first, source(second)), replace(second, source(first))] }
  end

  def independent_neighbours
    lists.flat_map { |list| list.each_cons(2).to_a }.select do |first, second|
      [first, second].all? { |node| node.type == :lvasgn && node.children[1] && !%i[if case array].include?(node.children[1].type) && pure?(node.children[1]) } &&
        !source(second).match?(/\b#{first.children[0]}\b/) && !source(first).match?(/\b#{second.children[0]}\b/)
    end
  end
  private :statement_of, :values, :captured, :independent_neighbours

  # x = c ? a : b -> x = b; x = a if c
  def else_to_default
    nodes(:lvasgn).filter_map do |node|
      choice = node.children[1]
      next unless choice&.type == :if && choice.children[1] && choice.children[2] && statement?(node) && pure?(choice) && simple?(choice.children[2]) && !unless?(choice)
      next if source(choice).match?(/\b#{node.children[0]}\b/) || choice.children[1].type == :begin

      [replace(node, "#{node.children[0]} = #{source(choice.children[2])}\n#{node.children[0]} = #{source(choice.children[1])} if #{unwrapped(choice.children[0])}")]
    end
  end
end
