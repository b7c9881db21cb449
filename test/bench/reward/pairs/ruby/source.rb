# frozen_string_literal: true

require_relative 'unit'

# Where methods are taken from: name of the library, licence, folder, files, and what to require for
# a file (by default the file itself).
Library = Struct.new(:name, :licence, :folder, :files, :prelude)

STANDARD = '/usr/lib/ruby/3.1.0'
RUBY_LICENCE = 'Ruby or BSD-2-Clause'

def gem_folder(name)
  Dir[File.join(GEMS, "#{name}-[0-9]*/lib")].first || VENDOR
end

def gem_library(name, files, prelude: [], licence: 'MIT')
  Library.new(name, licence, gem_folder(name), files, prelude)
end

LIBRARIES = [
  Library.new('ruby', RUBY_LICENCE, STANDARD,
              %w[abbrev.rb base64.rb cgi/util.rb cgi/cookie.rb shellwords.rb uri/*.rb time.rb set.rb erb.rb csv/*.rb optparse.rb
                 ipaddr.rb tsort.rb bigdecimal/util.rb pp.rb prettyprint.rb net/http/header.rb net/http/generic_request.rb openssl/x509.rb
                 psych/scalar_scanner.rb json/*.rb json/generic_object.rb logger/formatter.rb random/formatter.rb getoptlong.rb
                 did_you_mean/*.rb did_you_mean/spell_checkers/*.rb reline/unicode.rb reline/{history,config}.rb rdoc/{text,encoding,token_stream,comment,i18n/text}.rb rdoc/markup/to_*.rb
                 rubygems/{text,version,requirement,name_tuple,util,platform,basic_specification,stub_specification}.rb rubygems/util/*.rb yaml/*.rb unicode_normalize/*.rb],
              %w[set time uri cgi cgi/util rdoc reline did_you_mean csv psych rubygems optparse rdoc/text net/http]),
  Library.new('bundler', 'MIT', STANDARD, %w[bundler/{similarity_detector,dep_proxy,uri_normalizer,version_ranges}.rb bundler/vendor/thor/lib/thor/{util,base}.rb], %w[bundler]),
  gem_library('activesupport', %w[active_support/core_ext/{array,hash,string,integer,numeric,object,enumerable,range,symbol,module}/*.rb active_support/core_ext/*.rb
                                  active_support/inflector/*.rb active_support/*.rb active_support/number_helper/*.rb], prelude: %w[active_support active_support/core_ext]),
  gem_library('rack', %w[rack/utils.rb rack/*.rb], prelude: %w[rack rack/utils]),
  gem_library('rake', %w[rake/ext/*.rb rake/*list*.rb rake/pathmap.rb], prelude: %w[rake]),
  gem_library('text', %w[text/*.rb], prelude: %w[text]),
  gem_library('kramdown', %w[kramdown/utils/*.rb kramdown/*.rb kramdown/converter/*.rb], prelude: %w[kramdown]),
  gem_library('stringex', %w[stringex/*.rb stringex/**/*.rb], prelude: %w[stringex]),
  gem_library('mustermann', %w[mustermann/*.rb], prelude: %w[mustermann]),
  gem_library('mail', %w[mail/utilities.rb mail/encodings/*.rb mail/values/*.rb mail/version_specific/*.rb], prelude: %w[mail]),
  gem_library('rouge', %w[rouge/*.rb], prelude: %w[rouge]),
  gem_library('sass', %w[sass/{util,features,version,shared}.rb sass/util/*.rb sass/script/value/*.rb], prelude: %w[sass]),
  gem_library('hashie', %w[hashie/{hash,array,utils,trash}.rb hashie/extensions/*.rb], prelude: %w[hashie]),
  gem_library('diff-lcs', %w[diff/lcs/*.rb diff/*.rb], prelude: %w[diff-lcs]),
  gem_library('dry-inflector', %w[dry/inflector/*.rb dry/*.rb], prelude: %w[dry/inflector]),
  gem_library('slop', %w[slop/*.rb], prelude: %w[slop]),
  gem_library('humanize', %w[humanize/*.rb humanize.rb humanize/**/*.rb], prelude: %w[humanize]),
  gem_library('babosa', %w[babosa/*.rb babosa/**/*.rb], prelude: %w[babosa]),
  gem_library('tzinfo', %w[tzinfo/*.rb], prelude: %w[tzinfo]),
  gem_library('i18n', %w[i18n/*.rb i18n/**/*.rb], prelude: %w[i18n]),
  gem_library('numerizer', %w[numerizer.rb], prelude: %w[numerizer]),
  gem_library('chronic_duration', %w[gitlab_chronic_duration.rb chronic_duration/*.rb], prelude: %w[gitlab_chronic_duration]),
  gem_library('terminal-table', %w[terminal-table/*.rb], prelude: %w[terminal-table]),
  gem_library('concurrent-ruby', %w[concurrent-ruby/concurrent/utility/*.rb], prelude: []),
  gem_library('minitest', %w[minitest/assertions.rb], prelude: %w[minitest])
].freeze

LINES = (4..60)
LARGEST_FILE = 100_000 # what is larger is generated

# What a method must not touch to be run on any input, or what makes its outcome vary.
UNSAFE = /\b(?:File|Dir|IO|FileUtils|Process|Thread|Mutex|Open3|Socket|TCPSocket|Gem\.|Bundler|Kernel|ObjectSpace|GC|ENV|Etc|Tempfile|STDIN|STDOUT|STDERR|
  system|exec|spawn|fork|exit|abort|trap|puts|print|printf|warn|gets|readlines?|sleep|rand|srand|shuffle|sample|require|require_relative|load|autoload|eval|
  instance_eval|class_eval|module_eval|binding|define_method|super|method_missing|caller|caller_locations|object_id|Time\.now|now|today|current|at_exit|synchronize|
  instance_variable_get|instance_variable_set|open|write|unlink|chdir|mkdir|rm|rm_r|glob|raise_on|callcc|set_trace_func|remove_const|send_file|deprecat\w*)\b|@|\$[a-z]\w*|`|<<[~-]|__\w+__/x

# Core classes that libraries extend; their values can be drawn as receivers.
CORE = %w[String Integer Numeric Float Array Hash Symbol NilClass Enumerable Object].freeze

# A method with its place in the library.
RubyMethod = Struct.new(:name, :origin, :licence, :text, :job, :library, keyword_init: true) do
  def lines
    text.count("\n") + 1
  end
end

def harvest
  LIBRARIES.flat_map do |library|
    library.files.flat_map { |pattern| Dir[File.join(library.folder, pattern)].sort }.uniq.flat_map { |path| methods_of(path, library) }
  end.uniq(&:name)
end

def methods_of(path, library)
  text = File.read(path, encoding: 'UTF-8')
  return [] unless text.valid_encoding? && text.size < LARGEST_FILE

  buffer = Parser::Source::Buffer.new(path, source: text)
  tree, comments = silent_parser.parse_with_comments(buffer)
  found = []
  visit(tree, [], false) { |node, nesting, eigenclass| found << [node, nesting, eigenclass] } if tree
  found.filter_map { |node, nesting, eigenclass| method_of(node, nesting, eigenclass, comments, path, library) }
rescue Parser::SyntaxError, EncodingError
  []
end

def visit(node, nesting, eigenclass, &block)
  return unless node.is_a?(Parser::AST::Node)

  case node.type
  when :module, :class
    body = node.children.last
    visit(body, nesting + [[node.type.to_s, node.children.first.location.expression.source]], false, &block)
  when :sclass then visit(node.children.last, nesting, true, &block) if node.children.first.type == :self
  when :def, :defs then yield node, nesting, eigenclass
  when :begin, :send then node.children.each { |child| visit(child, nesting, eigenclass, &block) }
  end
end

def method_of(node, nesting, eigenclass, comments, path, library)
  return if nesting.empty? || node.type == :defs && (eigenclass || node.children.first.type != :self)

  parameters = node.children[-2].children
  return if parameters.any? { |parameter| %i[kwarg kwrestarg forward_args].include?(parameter.type) }
  return if (parameters.empty? || parameters.first.type == :blockarg) && (node.type == :defs || !CORE.include?(nesting.last.last))
  return if node.location.last_line - node.location.line + 1 < LINES.begin

  text = plain_text(node, comments)
  return unless text && LINES.cover?(text.count("\n") + 1) && !UNSAFE.match?(text)

  name = (node.type == :defs ? node.children[1] : node.children[0]).to_s
  singleton = eigenclass || node.type == :defs
  relative = path.delete_prefix("#{library.folder}/")
  RubyMethod.new(
    name: "#{library.name == 'ruby' ? '' : "#{library.name}:"}#{nesting.map(&:last).join('::')}#{singleton ? '.' : '#'}#{name}",
    origin: "#{library.name} #{relative}:#{node.location.line}", licence: library.licence, text: text, library: library.name == 'ruby' ? "ruby #{relative[%r{\A[^/.]+}]}" : library.name,
    job: { name: name, nesting: nesting, singleton: singleton, eigenclass: eigenclass, file: relative.delete_suffix('.rb'), original: text,
           literals: literals(node), block: text.match?(/\byield\b|&block|block_given\?/) }
  )
end

# The text of a definition without comments and empty lines, its first line not indented; nil when
# it has texts over several lines, whose indentation would change them.
def plain_text(node, comments)
  range = node.location.expression
  text = range.source.dup
  return if UNSAFE.match?(text.gsub(/#.*/, ''))

  comments.map { |comment| comment.location.expression }.select { |comment| range.contains?(comment) }.reverse_each do |comment|
    text[comment.begin_pos - range.begin_pos...comment.end_pos - range.begin_pos] = ''
  end
  text = text.lines.map(&:rstrip).reject(&:empty?).join("\n")
  unit = Unit.parse(text)
  return if unit.nil? || unit.multiline_text? || text.include?('=begin')

  indented(text)
rescue Parser::SyntaxError, EncodingError
  nil
end

def literals(node)
  found = { texts: [], integers: [], keys: [] }
  each_node(node) do |inner|
    case inner.type
    when :str then found[:texts] << inner.children.first if inner.children.first.valid_encoding? && (1..30).cover?(inner.children.first.size)
    when :int then found[:integers] << inner.children.first if inner.children.first.abs < 1 << 20
    when :sym then found[:keys] << inner.children.first.to_s
    end
  end
  found
end
