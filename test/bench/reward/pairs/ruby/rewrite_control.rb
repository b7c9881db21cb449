# frozen_string_literal: true

# Rewrites of branches and returns. Each method lists the places where it applies, as edits.
module RewriteControl
  # if c; A; else; B; end -> if !c; B; else; A; end
  def if_invert
    nodes(:if).filter_map do |node|
      condition, yes, no = *node
      next unless plain_if?(node) && yes && no

      change = unless?(node) ? range(node.location.keyword, 'if') : replace(condition, negated(condition))
      [change, replace(yes, source(no)), replace(no, source(yes))]
    end
  end

  # unless c -> if !c
  def unless_to_if
    nodes(:if).filter_map do |node|
      [range(node.location.keyword, 'if'), replace(node.children[0], negated(node.children[0]))] if unless?(node) && !(node.children[1] && node.children[2])
    end
  end

  # if !c -> unless c
  def if_to_unless
    nodes(:if).filter_map do |node|
      next if ternary?(node) || unless?(node) || elsif?(node) || node.children[2] || node.children[0].type != :send

      [range(node.location.keyword, 'unless'), replace(node.children[0], negated(node.children[0]))] if %i[! !=].include?(node.children[0].children[1])
    end
  end

  # x if c -> if c; x; end
  def modifier_to_block
    nodes(:if, :while, :until).filter_map do |node|
      next unless modifier?(node) && statement?(node)

      body = node.type == :if ? node.children[1] || node.children[2] : node.children[1]
      [replace(node, "#{node.location.keyword.source} #{source(node.children[0])}\n#{source(body)}\nend")]
    end
  end

  # if c; x; end -> x if c
  def block_to_modifier
    nodes(:if).filter_map do |node|
      next unless plain_if?(node)

      yes, no = node.children[1..2]
      body = yes || no
      next if yes && no || body.nil? || body.type == :begin || body.location.line != body.location.last_line || %i[if case].include?(body.type)

      [replace(node, "#{source(body)} #{node.location.keyword.source} #{source(node.children[0])}")]
    end
  end

  # c ? a : b -> if c; a; else; b; end
  def ternary_to_if
    nodes(:if).filter_map do |node|
      next unless ternary?(node)

      text = "if #{unwrapped(node.children[0])}\n#{source(node.children[1])}\nelse\n#{source(node.children[2])}\nend"
      outer = parents[node]
      if statement?(node)
        [replace(node, text)]
      elsif outer && outer.type == :lvasgn && statement?(outer)
        [replace(node, text)]
      end
    end
  end

  # if c; a; else; b; end -> c ? a : b
  def if_to_ternary
    nodes(:if).filter_map do |node|
      yes, no = node.children[1..2]
      next unless plain_if?(node) && !unless?(node) && yes && no && simple?(yes) && simple?(no) && yes.type != :begin && no.type != :begin

      [replace(node, "#{operand(node.children[0])} ? #{source(yes)} : #{source(no)}")]
    end
  end

  # return a if c; rest -> if c; return a; else; rest; end
  def early_to_else
    lists.flat_map do |list|
      list.each_cons(2).filter_map do |node, following|
        next unless node.type == :if && !ternary?(node) && !elsif?(node)

        yes, no = node.children[1..2]
        next if yes && no || !leaves?(yes || no)

        [replace(node, "#{node.location.keyword.source} #{source(node.children[0])}\n#{source(yes || no)}\nelse"), before(following, "\n"), after(list.last, "\nend")]
      end
    end
  end

  # if c; return a; else; b; end -> if c; return a; end; b
  def else_to_early
    lists.flat_map do |list|
      list.filter_map do |node|
        next unless plain_if?(node) && leaves?(node.children[1]) && node.children[2] && !unless?(node)

        [replace(node, "if #{source(node.children[0])}\n#{source(node.children[1])}\nend\n#{source(node.children[2])}")]
      end
    end
  end

  # The last if, else of a method with values -> return a if c; b
  def value_to_early
    last = body && (body.type == :begin ? body.children.last : body)
    return [] unless last && plain_if?(last) && !unless?(last) && last.children[1] && last.children[2] && last.children[1].type != :begin

    return [] if leaves?(last.children[1]) || %i[if case while block].include?(last.children[1].type)

    [[replace(last, "return #{source(last.children[1])} if #{source(last.children[0])}\n#{source(last.children[2])}")]]
  end

  # case x when v -> if v === x
  def case_to_if
    nodes(:case).filter_map do |node|
      subject, *branches, other = *node
      next if subject && subject.type != :lvar || branches.any? { |branch| branch.children[0..-2].any? { |value| value.type == :splat } }

      text = branches.map do |branch|
        tests = branch.children[0..-2].map { |value| test(subject, value) }
        "if #{tests.join(' || ')}\n#{branch.children.last ? source(branch.children.last) : 'nil'}\n"
      end
      [replace(node, "#{text.join('els')}#{other ? "else\n#{source(other)}\n" : ''}end")]
    end
  end

  def test(subject, value)
    return operand(value) if subject.nil?

    case value.type
    when :str, :int, :sym, :nil, :true, :false then "#{source(subject)} == #{source(value)}"
    when :const then "#{source(subject)}.is_a?(#{source(value)})"
    else "#{operand(value)} === #{source(subject)}"
    end
  end
  private :test

  # if, elsif -> case with conditions
  def if_to_case
    nodes(:if).filter_map do |node|
      next if ternary?(node) || modifier?(node) || elsif?(node) || unless?(node) || node.children[2].nil?

      text = "case\n"
      current = node
      while current&.type == :if && !ternary?(current) && !modifier?(current) && (current.equal?(node) || elsif?(current))
        text += "when #{source(current.children[0])}\n#{current.children[1] ? source(current.children[1]) : 'nil'}\n"
        current = current.children[2]
      end
      text += "else\n#{source(current)}\n" if current
      [replace(node, "#{text}end")]
    end
  end

  # if a && b; x; end -> if a; if b; x; end; end
  def nest_and
    nodes(:if).filter_map do |node|
      next unless plain_if?(node) && node.children[0].type == :and && node.children[1] && node.children[2].nil?

      [replace(node, "if #{unwrapped(node.children[0].children[0])}\nif #{unwrapped(node.children[0].children[1])}\n#{source(node.children[1])}\nend\nend")]
    end
  end

  # if a; if b; x; end; end -> if a && b; x; end
  def merge_and
    nodes(:if).filter_map do |node|
      inner = node.children[1]
      next unless plain_if?(node) && !unless?(node) && node.children[2].nil? && inner && inner.type == :if && !ternary?(inner) && !unless?(inner) && inner.children[2].nil? && inner.children[1]

      [replace(node, "if #{operand(node.children[0])} && #{operand(inner.children[0])}\n#{source(inner.children[1])}\nend")]
    end
  end

  # The value of the last expression -> return
  def explicit_return
    last = body && (body.type == :begin ? body.children.last : body)
    return [] if last.nil? || %i[return if case while until rescue ensure kwbegin].include?(last.type) && !ternary?(last) || leaves?(last)

    [[before(last, 'return ')]]
  end

  # return x at the end -> x
  def implicit_return
    last = body && (body.type == :begin ? body.children.last : body)
    return [] unless last && last.type == :return && last.children.size == 1

    [[replace(last, source(last.children[0]))]]
  end

  # x ||= e -> x = e unless x
  def or_assign_expand
    nodes(:or_asgn).filter_map do |node|
      target, value = *node
      [replace(node, "#{source(target)} = #{source(value)} unless #{source(target)}")] if target.type == :lvasgn && statement?(node) && !lists.any? { |list| list.last.equal?(node) }
    end
  end
end

# Rewrites that leave the instructions as they are.
module RewritePlain
  REMARKS = ['Handle this case first.', 'See above.', 'This is the common path.', 'Nothing else to do here.', 'Note the order.'].freeze

  def dead_code
    name = fresh('unused', 'debug', 'ignored', 'scratch')
    snippets = ["#{name} = 42\n", "if false\nraise 'unreachable'\nend\n", "#{name} = []\n#{name} << 1\n", "#{name} = { step: 0 }\n#{name}[:step] += 1\n"]
    lists.map { |list| [before(list.sample(random: random), snippets.sample(random: random))] }
  end

  def format_comments
    edits = lists.flatten(1).uniq(&:object_id).select { random.rand(3).zero? }.map { |node| before(node, "# #{REMARKS.sample(random: random)}\n") }
    edits.empty? ? [] : [edits.uniq(&:from)]
  end

  # f a, b -> f(a, b)
  def parentheses
    nodes(:send).filter_map do |node|
      arguments = node.children[2..]
      next if arguments.empty? || node.location.begin || !node.location.selector || !node.children[1].match?(/\A\w+[?!]?\z/) || node.location.respond_to?(:operator) && node.location.operator

      [Edit.new(node.location.selector.end_pos, arguments.first.location.expression.begin_pos, '('), after(arguments.last, ')')] if arguments.none? { |argument| argument.type == :hash && source(argument).include?("\n") }
    end
  end

  # f { |x| } <-> f do |x| end
  def block_style
    nodes(:block).filter_map do |node|
      next if node.children[0].type == :lambda

      style = node.location.begin.source == '{' ? ["do", "\nend", "\n"] : ['{', '}', ' ']
      arguments = node.children[1].location.expression
      opening = arguments ? arguments.end_pos : node.location.begin.end_pos
      next if style[0] == 'do' && !(statement?(node) || parents[node]&.type == :lvasgn)

      [range(node.location.begin, style[0]), Edit.new(opening, opening, style[2]), range(node.location.end, style[1])]
    end
  end
end
