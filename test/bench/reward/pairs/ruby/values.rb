# frozen_string_literal: true

# Draws receivers and arguments; the same for the same input number.
class Values
  KINDS = %i[text integer float texts integers table symbol nothing boolean nested pattern].freeze

  TEXTS = ['', ' ', 'a', 'b', 'A', '0', '7', '/', '.', '..', "\n", "\t", 'é', '世界', '-', '_', ',', ':', '%41', '&lt;', '=', 'hello', 'Hello World',
           'a/b/../c', '/usr//lib/', 'key=value', 'x, y;z', '  padded  ', '12', '-3', '3.25', '0x1F', 'true', 'foo.rb', 'abcabc', 'https://host:80/p?q=1#f',
           'text/plain; charset=utf-8', '192.168.0.1', 'CamelCase', 'snake_case_word', "two\nlines", '2021-03-04', '"quoted"', "it's", 'aAbB9'].freeze
  INTEGERS = [-1, 0, 0, 1, 1, 2, 3, 4, 5, 7, 8, 10, 12, 16, 31, 64, 100, 127, 255, 256, 400, 1000, 2000, -2, -7, -100].freeze
  FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 3.25, 0.1, 1e-10, 1e10, 100.0, 7.25, 99.99].freeze

  # The kind whose values are instances of a core class, or nil.
  def self.kind_of(scope)
    { String => :text, Integer => :integer, Numeric => :integer, Float => :float, Array => :texts, Hash => :table,
      Symbol => :symbol, NilClass => :nothing, Enumerable => :integers, Regexp => :pattern, Object => :text }[scope]
  end

  def initialize(literals, input)
    @literals = literals
    @random = Random.new(input * 7919 + 17)
    @before = nil
  end

  def draw(kind)
    case kind
    when :text then text
    when :integer then integer
    when :float then @random.rand(2).zero? ? FLOATS.sample(random: @random) : (@random.rand * 200 - 50).round(@random.rand(4))
    when :texts then Array.new(size) { text }
    when :integers then Array.new(size) { integer }
    when :table then Array.new(@random.rand(4)) { [key, draw(%i[text integer boolean nothing].sample(random: @random))] }.to_h
    when :symbol then key.to_sym
    when :nothing then nil
    when :boolean then @random.rand(2).zero?
    when :nested then Array.new(size) { [draw(:text), draw(:integer)] }
    when :pattern then [/a/, /\s+/, /[A-Z]/, /\d+/, %r{/}].sample(random: @random)
    end
  end

  def block
    [
      ->(*items) { items.first.to_s.size.even? },
      ->(*items) { items.first },
      ->(*items) { items.first.hash.zero? ? nil : items.last.to_s },
      ->(*items) { items.first.to_s.size }
    ].sample(random: @random).to_proc
  end

  private

  def size
    @random.rand(5).zero? ? 10 + @random.rand(8) : @random.rand(6)
  end

  def text
    text = piece
    text += piece while @random.rand(3).positive? && text.size < 50
    text = part(@before) if @before && !@before.empty? && @random.rand(5) < 2
    @before = text
    text.dup
  end

  def piece
    literals = @literals['texts']
    literals.any? && @random.rand(2).zero? ? literals.sample(random: @random) : TEXTS.sample(random: @random)
  end

  def part(text)
    from = @random.rand(text.size)
    length = 1 + @random.rand(text.size - from)
    [text, text[0, length], text[from..], text[from, length]].sample(random: @random)
  end

  def integer
    literals = @literals['integers']
    case @random.rand(10)
    when 0, 1 then @before ? @before.size - 1 + @random.rand(3) : @random.rand(20)
    when 2..4 then literals.any? ? literals.sample(random: @random) - 1 + @random.rand(3) : @random.rand(10)
    when 5..7 then INTEGERS.sample(random: @random)
    when 8 then @random.rand(1 << 20)
    else @random.rand(40) - 8
    end
  end

  def key
    keys = @literals['keys']
    return piece.to_s if keys.empty? || @random.rand(4).zero?

    name = keys.sample(random: @random)
    @random.rand(3).zero? ? name : name.to_sym
  end
end
