# frozen_string_literal: true

# Changes of one place that a programmer could make by mistake.
module Mutants
  ARITHMETIC = { :+ => '-', :- => '+', :* => '+', :/ => '*', :% => '/', :<< => '>>', :& => '|', :| => '&', :** => '*' }.freeze
  CONFUSED = { :< => %w[<= >], :<= => %w[< >=], :> => %w[>= <], :>= => %w[> <=], :== => ['!='], :!= => ['=='], :=~ => ['!~'] }.freeze
  LOOKALIKES = [%w[first last], %w[min max], %w[any? all? none?], %w[start_with? end_with?], %w[index rindex], %w[upcase downcase capitalize], %w[lstrip rstrip strip],
                %w[select reject], %w[sub gsub], %w[sub! gsub!], %w[push unshift], %w[pop shift], %w[take drop], %w[floor ceil round], %w[keys values], %w[chomp chop],
                %w[ljust rjust center], %w[map each], %w[min_by max_by], %w[to_i to_f], %w[to_s inspect], %w[delete_prefix delete_suffix], %w[partition rpartition],
                %w[succ pred], %w[div modulo], %w[merge update], %w[include? start_with?], %w[begin end], %w[to_a to_s], %w[flatten compact], %w[scan split], %w[reverse sort],
                %w[key? value?], %w[each_with_index each], %w[count length], %w[escape unescape], %w[prepend concat], %w[chars bytes], %w[even? odd?], %w[is_a? instance_of?], %w[unpack unpack1], %w[each reverse_each], %w[find select]].freeze

  def m_arith
    operators(ARITHMETIC.transform_values { |operator| [operator] }) + nodes(:op_asgn).filter_map do |node|
      other = ARITHMETIC[node.children[1]]
      [range(node.location.operator, "#{other}=")] if other && node.children[1] != :<<
    end
  end

  def m_cmp
    operators(CONFUSED)
  end

  def operators(table)
    nodes(:send).flat_map do |node|
      next [] unless node.children.size == 3 && node.children[0] && node.location.selector && !node.location.dot

      (table[node.children[1]] || []).map { |operator| [range(node.location.selector, operator)] }
    end
  end
  private :operators

  def m_const
    nodes(:int, :str, :true, :false, :float, :sym).flat_map do |node|
      next [] if %i[regexp regopt pair block_pass].include?(parents[node]&.type) && node.type != :int || node.type == :sym && parents[node]&.type != :send

      others(node).map { |text| [replace(node, text)] }
    end
  end

  def others(node)
    value = node.children.first
    case node.type
    when :int then [(value + 1).to_s, (value - 1).to_s]
    when :float then [(value * 2).to_s]
    when :true then ['false']
    when :false then ['true']
    when :str
      return [] unless node.location.begin && %w[' "].include?(node.location.begin.source)

      value.empty? ? ["' '"] : [value[1..].inspect, "#{value}x".inspect]
    else []
    end
  end
  private :others

  def m_negcond
    nodes(:if, :while, :until).map { |node| [replace(node.children[0], ternary?(node) ? "(#{negated(node.children[0])})" : negated(node.children[0]))] } +
      nodes(:block).filter_map do |node|
        next unless node.children[0].type == :send && %i[select reject any? all? find detect none? partition filter].include?(node.children[0].children[1]) && node.children[2] && node.children[2].type != :begin

        [replace(node.children[2], negated(node.children[2]))]
      end
  end

  # Reads another variable that has a value by then.
  def m_wrongvar
    nodes(:lvar).flat_map do |node|
      at = node.location.expression.begin_pos
      known = parameter_names + nodes(:lvasgn, :arg, :procarg0).select { |other| other.location.expression.end_pos < at }.map { |other| other.children[0] }
      (known.grep(Symbol).uniq - [node.children[0]]).map { |name| [replace(node, name.to_s)] }
    end
  end

  def m_swapargs
    nodes(:send).flat_map do |node|
      arguments = node.children[2..].reject { |argument| %i[block_pass hash splat].include?(argument.type) }
      pairs = arguments.each_cons(2).to_a
      pairs << [node.children[0], arguments[0]] if node.children[0] && arguments.size == 1 && %i[+ - / % <<].include?(node.children[1])
      pairs.select { |first, second| source(first) != source(second) }.map { |first, second| [replace(first, source(second)), replace(second, source(first))] }
    end
  end

  def m_dropstmt
    lists.flat_map do |list|
      next [] if list.size < 2

      list.select { |node| %i[lvasgn op_asgn send or_asgn indexasgn].include?(node.type) && !node.equal?(list.last) || %i[next break].include?(node.type) }.map { |node| [replace(node, '')] }
    end
  end

  def m_dropbranch
    nodes(:if).filter_map do |node|
      if statement?(node) && !(node.children[1] && node.children[2]) && !lists.first.last.equal?(node)
        [replace(node, '')]
      elsif plain_if?(node) && node.children[2] && node.children[1] && !unless?(node)
        [replace(node, "if #{source(node.children[0])}\n#{source(node.children[1])}\nend")]
      elsif ternary?(node)
        [replace(node, source(node.children[1]))]
      end
    end + nodes(:when).map { |node| [replace(node, '')] }
  end

  def m_offbyone
    found = []
    nodes(:index).each do |node|
      node.children[1..].each { |position| found.push([after(position, ' + 1')], [after(position, ' - 1')]) if %i[lvar int].include?(position.type) || position.type == :send && position.children.size == 3 }
    end
    nodes(:send).each do |node|
      found << [replace(node, "(#{source(node)} - 1)")] if %i[length size].include?(node.children[1]) && node.children[0] && node.children.size == 2
    end
    nodes(:irange, :erange).each do |node|
      found << [range(node.location.operator, node.type == :irange ? '...' : '..')]
    end
    found
  end

  def m_boolop
    nodes(:and, :or).map { |node| [range(node.location.operator, { 'and' => 'or', 'or' => 'and', '&&' => '||', '||' => '&&' }[node.location.operator.source])] }
  end

  def m_api
    nodes(:send, :csend).flat_map do |node|
      next [] unless node.children[0] && node.location.selector

      LOOKALIKES.select { |names| names.include?(node.children[1].to_s) }.flat_map { |names| (names - [node.children[1].to_s]).map { |name| [range(node.location.selector, name)] } }
    end
  end

  def m_return
    last = body && (body.type == :begin ? body.children.last : body)
    results = nodes(:return).filter_map { |node| node.children.first }
    results << last if last && !%i[return if case while until rescue ensure kwbegin].include?(last.type)
    results.flat_map do |node|
      case node.type
      when :true, :false, :nil, :and, :or then [[replace(node, negated(node))]]
      when :array then node.children.size == 2 ? [[replace(node.children[0], source(node.children[1])), replace(node.children[1], source(node.children[0]))]] : [[replace(node, '[]')]]
      else [[replace(node, 'nil')]] + (node.type == :send && node.children[0] && node.children.size == 2 ? [[replace(node, source(node.children[0]))]] : [])
      end
    end
  end

  # Swaps neighbours of which one uses what the other changes.
  def m_reorder
    lists.flat_map { |list| list.each_cons(2).to_a }.filter_map do |first, second|
      next if leaves?(second) || leaves?(first) && first.type != :if

      changed = nodes(:lvasgn, under: first).map { |node| node.children[0] } & nodes(:lvar, :lvasgn, under: second).map { |node| node.children[0] }
      changed += nodes(:lvasgn, under: second).map { |node| node.children[0] } & nodes(:lvar, under: first).map { |node| node.children[0] }
      [replace(first, source(second)), replace(second, source(first))] if changed.any?
    end
  end

  def m_jump
    nodes(:next, :break).map { |node| [range(node.location.keyword, node.type == :next ? 'break' : 'next')] }
  end
end
