# frozen_string_literal: true

# Makes the labelled Ruby pairs of the reward benchmark, ../ruby.jsonl: rewrites and mutants of
# methods of Ruby's standard library and of MIT licensed gems (see LICENSES.txt; SOURCES.txt says
# where each comes from), labelled by running original and candidate on 110 generated inputs.
#
# To make the data again (Ruby 3.1 on Debian 12, some minutes; the same for the same seed, but that a
# call may time out on a busy machine, which leaves its method out), from
# the root of the repository:
#
#   mkdir -p .cache/bench/deb && (cd .cache/bench/deb && apt-get download $(cat ../../../test/bench/reward/pairs/ruby/packages.txt))
#   for package in .cache/bench/deb/*.deb; do dpkg-deb -x $package .cache/bench/debs; done
#   ruby test/bench/reward/pairs/ruby/make_pairs.rb 4
#
# The transforms know syntax only, nothing of the reward they judge.

ROOT = File.expand_path('../../../../..', __dir__)
GEMS = File.join(ROOT, '.cache/bench/debs/usr/share/rubygems-integration/all/gems')
VENDOR = File.join(ROOT, '.cache/bench/debs/usr/lib/ruby/vendor_ruby')
$LOAD_PATH.unshift(VENDOR, *Dir[File.join(GEMS, '{parser,ast}-*/lib')])

require 'parser/ruby31'
require 'json'
require_relative 'source'
require_relative 'propose'
require_relative 'execute'
require_relative 'label'

def progress(text)
  warn "#{Time.now.strftime('%T')} #{text}"
end

def make_pairs(seed, only)
  methods = only ? harvest.select { |method| method.name == only } : promising(harvest)
  progress "#{methods.size} methods in reach"
  methods = worthwhile(methods, execute(methods.to_h { |method| [method, []] }))
  progress "#{methods.size} methods chosen"
  random = Random.new(seed)
  groups = methods.to_h { |method| [method, propose(method, random)] }
  progress "#{groups.values.sum(&:size)} candidates"
  pairs = label(groups, execute(groups), random)
  File.write(File.join(__dir__, '../ruby.jsonl'), pairs.map { |pair| "#{JSON.generate(pair)}\n" }.join)
  write_sources(pairs, methods)
  puts summary(pairs)
end

make_pairs(Integer(ARGV.fetch(0, '4')), ARGV[1]) if $PROGRAM_NAME == __FILE__
