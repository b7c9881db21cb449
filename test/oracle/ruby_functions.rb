# Prints, for each path read from stdin, the methods that Ruby's own parser finds: one JSON line
# {"path", "functions": [[line, name], ...]}, or nothing for a file it can't parse.
require 'json'
require 'ripper'

$stdin.each_line(chomp: true) do |path|
  tree = Ripper.sexp(File.read(path, encoding: 'utf-8')) or next
  functions = []
  open = [tree]
  until open.empty?
    node = open.pop
    next unless node.is_a?(Array)

    name = { def: node[1], defs: node[3] }[node[0]]
    functions << [name[2][0], name[1]] if name.is_a?(Array)
    open.concat(node)
  end
  puts JSON.generate(path: path, functions: functions)
rescue ArgumentError
  next # not UTF-8
end
