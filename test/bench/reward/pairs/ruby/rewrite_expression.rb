# frozen_string_literal: true

# Rewrites of expressions.
module RewriteExpression
  MIRRORED = { :< => '>', :> => '<', :<= => '>=', :>= => '<=', :== => '==', :!= => '!=' }.freeze

  # a && b -> !(!a || !b)
  def demorgan
    nodes(:and, :or).filter_map do |node|
      next if nodes(:return, :next, :break, :lvasgn, under: node).any? || !condition?(node)

      operator = node.type == :and ? '||' : '&&'
      [replace(node, "!(#{negated_operand(node.children[0])} #{operator} #{negated_operand(node.children[1])})")]
    end
  end

  # Whether only the truth of an expression counts.
  def condition?(node)
    outer = parents[node]
    return condition?(outer) if outer&.type == :begin && parenthesized?(outer) || %i[and or].include?(outer&.type)

    %i[if while until].include?(outer&.type) && outer.children[0].equal?(node)
  end
  private :condition?

  def negated_operand(node)
    text = negated(node)
    text.match?(/\s(?:&&|\|\|)\s/) ? "(#{text})" : text
  end
  private :negated_operand

  def binaries(operators)
    nodes(:send).select { |node| node.children.size == 3 && node.children[0] && operators.include?(node.children[1]) && node.location.selector && node.location.begin.nil? && !node.location.dot }
  end
  private :binaries

  # a < b -> b > a
  def cmp_flip
    binaries(MIRRORED.keys).map { |node| [replace(node, "#{operand(node.children[2])} #{MIRRORED[node.children[1]]} #{operand(node.children[0])}")] }
  end

  # a + 1 -> 1 + a, where one side is a number; a * b where neither is a text
  def commute
    binaries(%i[+ * & |]).filter_map do |node|
      sides = [node.children[0], node.children[2]]
      next unless sides.any? { |side| %i[int float].include?(side.type) } && sides.none? { |side| %i[str dstr array].include?(side.type) }

      [replace(node, "#{operand(sides[1])} #{node.children[1]} #{operand(sides[0])}")]
    end
  end

  # x += e -> x = x + e
  def aug_expand
    nodes(:op_asgn).filter_map do |node|
      target, operator, value = *node
      name = source(target)
      [replace(node, "#{name} = #{name} #{operator} #{operand(value)}")] if %i[lvasgn indexasgn].include?(target.type) && statement?(node)
    end
  end

  # x = x + e -> x += e
  def aug_contract
    nodes(:lvasgn).filter_map do |node|
      name, value = *node
      next unless value&.type == :send && value.children.size == 3 && %i[+ - * /].include?(value.children[1]) && value.children[0] && source(value.children[0]) == name.to_s

      [replace(node, "#{name} #{value.children[1]}= #{unwrapped(value.children[2])}")]
    end
  end

  # "a#{b}" -> 'a' + b.to_s
  def interpolation_to_concat
    nodes(:dstr).filter_map do |node|
      next unless plain_interpolation?(node)

      parts = node.children.map { |part| part.type == :str ? part.children[0].inspect : "#{operand(part.children[0])}.to_s" }
      parts.unshift('""') unless node.children.first.type == :str
      text = parts.join(' + ')
      [replace(node, statement?(node) || parents[node]&.type == :lvasgn ? text : "(#{text})")]
    end
  end

  # "a#{b}" -> format('a%s', b)
  def interpolation_to_format
    nodes(:dstr).filter_map do |node|
      next unless plain_interpolation?(node)

      pattern = node.children.map { |part| part.type == :str ? part.children[0].gsub('%', '%%') : '%s' }.join
      [replace(node, "format(#{pattern.inspect}, #{node.children.reject { |part| part.type == :str }.map { |part| source(part.children[0]) }.join(', ')})")]
    end
  end

  def plain_interpolation?(node)
    node.location.begin&.source == '"' && node.children.all? { |part| part.type == :str || part.type == :begin && part.children.size == 1 }
  end
  private :plain_interpolation?

  # 'a' + b -> "a#{b}", where one side is a text
  def concat_to_interpolation
    binaries(%i[+]).filter_map do |node|
      sides = [node.children[0], node.children[2]]
      next unless sides.any? { |side| side.type == :str } && sides.none? { |side| source(side).include?('"') }

      [replace(node, "\"#{sides.map { |side| side.type == :str ? side.children[0].inspect[1..-2] : "\#{#{source(side)}}" }.join}\"")]
    end
  end

  SYNONYMS = [%i[length size], %i[map collect], %i[select filter], %i[inject reduce], %i[detect find], %i[key? has_key?], %i[is_a? kind_of?], %i[flat_map collect_concat]].freeze

  # a.length -> a.size
  def api_synonym
    nodes(:send).flat_map do |node|
      next [] unless node.children[0] && node.location.dot

      SYNONYMS.filter_map { |pair| [range(node.location.selector, (pair - [node.children[1]]).first.to_s)] if pair.include?(node.children[1]) }
    end
  end

  # a.empty? -> a.length == 0
  def empty_check
    nodes(:send).filter_map do |node|
      next unless node.children[1] == :empty? && node.children[0]

      outer = parents[node]
      if outer&.type == :send && outer.children[1] == :!
        [replace(outer, "#{operand(node.children[0])}.length > 0")]
      elsif %i[if and or].include?(outer&.type) || statement?(node)
        [replace(node, "#{operand(node.children[0])}.length == 0")]
      end
    end
  end

  # a.nil? <-> a == nil
  def nil_check
    nodes(:send).filter_map do |node|
      if node.children[1] == :nil? && node.children[0]
        [replace(node, "(#{source(node.children[0])} == nil)")]
      elsif node.children[1] == :== && node.children[2].type == :nil
        [replace(node, "#{operand(node.children[0])}.nil?")]
      end
    end
  end

  # a&.b -> (a.nil? ? nil : a.b)
  def safe_navigation_expand
    nodes(:csend).filter_map do |node|
      receiver = node.children[0]
      [replace(node, "(#{source(receiver)}.nil? ? nil : #{source(node).sub('&.', '.')})")] if receiver.type == :lvar
    end
  end

  # x < 5 -> x <= 4, for integer literals
  def integer_bound
    binaries(%i[< >= > <=]).filter_map do |node|
      left, operator, right = *node
      next unless right.type == :int

      other, by = { :< => ['<=', -1], :>= => ['>', -1], :> => ['>=', 1], :<= => ['<', 1] }[operator]
      [replace(node, "#{source(left)} #{other} #{right.children[0] + by}")]
    end
  end

  # a[0] <-> a.first; a[-1] <-> a.last
  def end_access
    nodes(:index).filter_map do |node|
      receiver, *positions = *node
      name = { 0 => 'first', -1 => 'last' }[positions.first.children.first] if positions.size == 1 && positions.first.type == :int
      [replace(node, "#{operand(receiver)}.#{name}")] if name
    end + nodes(:send).filter_map do |node|
      position = { first: 0, last: -1 }[node.children[1]]
      [replace(node, "#{operand(node.children[0])}[#{position}]")] if position && node.children.size == 2 && node.children[0]
    end
  end

  # a != b -> !(a == b)
  def not_equal
    binaries(%i[!=]).map { |node| [replace(node, "!(#{source(node.children[0])} == #{source(node.children[2])})")] }
  end

  # %w[a b] -> ['a', 'b']
  def word_list
    nodes(:array).filter_map do |node|
      next unless node.location.begin&.source&.start_with?('%w') && node.children.all? { |item| item.type == :str }

      [replace(node, "[#{node.children.map { |item| item.children[0].inspect }.join(', ')}]")]
    end
  end
end
