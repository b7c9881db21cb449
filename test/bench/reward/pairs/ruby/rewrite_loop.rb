# frozen_string_literal: true

# Rewrites of loops and of calls with a block.
module RewriteLoop
  def each_blocks(*names)
    nodes(:block).select do |node|
      call = node.children[0]
      call.type == :send && call.children[0] && names.include?(call.children[1]) && call.children.size == 2 && node.children[2]
    end
  end
  private :each_blocks

  def single_name(node)
    arguments = node.children[1].children
    return unless arguments.size == 1 && arguments[0].type == :procarg0 && arguments[0].children.size == 1

    child = arguments[0].children[0]
    child.is_a?(Symbol) ? child.to_s : child.type == :arg ? child.children[0].to_s : nil
  end
  private :single_name

  # Whether a block leaves or goes on by itself, which means something else in another loop.
  def jumps?(node, *types)
    !nodes(*types, under: node).empty?
  end
  private :jumps?

  # a.each { |x| B } -> for x in a; B; end
  def each_to_for
    each_blocks(:each).filter_map do |node|
      names = node.children[1].children.map { |argument| source(argument) }
      next if names.empty? || !statement?(node) || names.any? { |name| name.match?(/[^\w(), ]/) }

      [replace(node, "for #{names.join(', ')} in #{source(node.children[0].children[0])}\n#{source(node.children[2])}\nend")]
    end
  end

  # for x in a; B; end -> a.each { |x| B }
  def for_to_each
    nodes(:for).map { |node| [replace(node, "#{operand(node.children[1])}.each do |#{source(node.children[0])}|\n#{source(node.children[2])}\nend")] }
  end

  # a.each { |x| B } -> i = 0; while i < a.length; x = a[i]; B; i += 1; end
  def each_to_while
    each_blocks(:each).filter_map do |node|
      name = single_name(node)
      sequence = node.children[0].children[0]
      next if name.nil? || !statement?(node) || jumps?(node, :next, :break) || sequence.type != :lvar || lists.any? { |list| list.last.equal?(node) && list.equal?(lists.first) }

      index = fresh('index', 'i', 'position', 'at')
      [replace(node, "#{index} = 0\nwhile #{index} < #{source(sequence)}.length\n#{name} = #{source(sequence)}[#{index}]\n#{source(node.children[2])}\n#{index} += 1\nend")]
    end
  end

  COLLECTORS = { map: ->(name, value) { "#{name} << #{value}" }, collect: ->(name, value) { "#{name} << #{value}" },
                 flat_map: ->(name, value) { "#{name}.concat(#{value})" } }.freeze

  # r = a.map { |x| e } -> r = []; a.each { |x| r << e }
  def map_to_each
    each_blocks(*COLLECTORS.keys).filter_map do |node|
      next if node.children[2].type == :begin || jumps?(node, :next, :break)

      value = node.children[2].type == :hash ? source(node.children[2]) : "(#{source(node.children[2])})"
      value = source(node.children[2]) if simple?(node.children[2])
      collect(node) { |name| COLLECTORS[node.children[0].children[1]].call(name, value) }
    end
  end

  # r = a.select { |x| c } -> r = []; a.each { |x| r << x if c }
  def select_to_each
    each_blocks(:select, :filter, :reject).filter_map do |node|
      element = single_name(node)
      next if element.nil? || node.children[2].type == :begin || jumps?(node, :next, :break)

      keyword = node.children[0].children[1] == :reject ? 'unless' : 'if'
      collect(node) { |name| "#{name} << #{element} #{keyword} #{source(node.children[2])}" }
    end
  end

  def collect(node)
    receiver = source(node.children[0].children[0])
    arguments = source(node.children[1])
    outer = parents[node]
    name = outer&.type == :lvasgn && statement?(outer) && !receiver.match?(/\b#{outer.children[0]}\b/) ? outer.children[0] : fresh('result', 'collected', 'list', 'out')
    loop_text = "#{name} = []\n#{receiver}.each do #{arguments}\n#{yield name}\nend"
    if outer&.type == :lvasgn && name == outer.children[0]
      [replace(outer, loop_text)]
    elsif lists.first&.last.equal?(node)
      [replace(node, "#{loop_text}\n#{name}")]
    end
  end
  private :collect

  # a.any? { |x| c } at the end -> a.each { |x| return true if c }; false
  def any_to_each
    each_blocks(:any?, :all?).filter_map do |node|
      next unless lists.first&.last.equal?(node) && node.children[2].type != :begin

      any = node.children[0].children[1] == :any?
      [replace(node, "#{source(node.children[0].children[0])}.each do #{source(node.children[1])}\nreturn #{any} #{any ? 'if' : 'unless'} #{source(node.children[2])}\nend\n#{!any}")]
    end
  end

  # while c -> until !c, and back
  def while_to_until
    nodes(:while, :until).map do |node|
      [range(node.location.keyword, node.type == :while ? 'until' : 'while'), replace(node.children[0], negated(node.children[0]))]
    end
  end

  # while c; B; end -> loop do; break unless c; B; end
  def while_to_loop
    nodes(:while, :until).filter_map do |node|
      next if modifier?(node) || node.children[1].nil? || nodes(:break, under: node).any? { |jump| jump.children.any? }

      [replace(node, "loop do\nbreak #{node.type == :while ? 'unless' : 'if'} #{source(node.children[0])}\n#{source(node.children[1])}\nend")] if statement?(node) && !lists.first.last.equal?(node)
    end
  end

  # n.times { |i| B } -> (0...n).each { |i| B }
  def times_to_range
    each_blocks(:times).map { |node| [replace(node.children[0], "(0...#{operand(node.children[0].children[0])}).each")] }
  end

  # a.map(&:m) -> a.map { |x| x.m }
  def symbol_block_expand
    nodes(:block_pass).filter_map do |node|
      symbol = node.children[0]
      call = parents[node]
      next unless symbol&.type == :sym && call.type == :send && call.children.size == 3 && call.location.begin

      name = fresh('item', 'element', 'x', 'each_one')
      [Edit.new(call.location.begin.begin_pos, call.location.end.end_pos, " { |#{name}| #{name}.#{symbol.children[0]} }")]
    end
  end

  # a.map { |x| x.m } -> a.map(&:m)
  def symbol_block_contract
    nodes(:block).filter_map do |node|
      inner = node.children[2]
      name = single_name(node)
      next unless name && inner&.type == :send && inner.children.size == 2 && inner.children[0] && source(inner.children[0]) == name && node.children[0].children.size == 2

      [replace(node, "#{source(node.children[0])}(&:#{inner.children[1]})")]
    end
  end
end
