# frozen_string_literal: true

# A value as text without addresses, two levels of unknown objects deep.
def dump(value, depth = 0)
  return '...' if depth > 8

  case value
  when nil, true, false, Integer, Symbol, Regexp then value.inspect
  when Float then value.nan? ? 'NaN' : value.inspect
  when String then "#{value.b.inspect}#{value.encoding}#{value.instance_of?(String) ? '' : value.class}"
  when Array then "[#{value.map { |item| dump(item, depth + 1) }.join(', ')}]"
  when Hash then "{#{value.map { |key, item| "#{dump(key, depth + 1)}=>#{dump(item, depth + 1)}" }.join(', ')}}"
  when Range then "#{dump(value.begin)}#{value.exclude_end? ? '...' : '..'}#{dump(value.end)}"
  when Rational, Complex, Time, Module then value.to_s
  when Proc, Method, IO, Enumerator then value.class.name
  when Struct then "#{value.class}#{dump(value.to_a, depth + 1)}"
  else dump_object(value, depth)
  end
end

def dump_object(value, depth)
  fields = value.instance_variables.map { |name| "#{name}=#{dump(value.instance_variable_get(name), depth + 3)}" }
  "#{value.class}(#{fields.join(', ')})"
end
