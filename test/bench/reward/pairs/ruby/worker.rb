# frozen_string_literal: true

# Runs methods and their candidates on the same generated inputs, each method in a process of its
# own, and says how often they agree: in results, exception classes and what they did to receiver and
# arguments. Reads the jobs of one library as JSON from standard input, writes a report a line; see
# execute.rb. Nothing it runs may write: it gives up root and forbids files to grow.

require 'json'
require 'timeout'
require_relative 'values'
require_relative 'dump'

INPUTS = 110
CALL_LIMIT = 1.0
ORIGINAL_LIMIT = 0.1
MEMORY_LIMIT = 3 << 30

# The method in its place: its module or class is reopened with the text of each version.
class Subject
  def initialize(job)
    @job = job
    require job['file']
    @scope = job['nesting'].inject(Object) { |outer, (_, name)| outer.const_get(name) }
    @singleton = job['singleton']
    @module_function = !@singleton && @scope.instance_of?(Module) && @scope.singleton_methods(false).include?(job['name'].to_sym)
  end

  def define(text)
    names = text.scan(/^def (?:self\.)?([\w?!=]+)/).flatten
    text = "class << self\n#{text}\nend" if @job['eigenclass']
    text += "\nmodule_function #{names.map { |name| ":#{name}" }.join(', ')}" if @module_function
    opened = @job['nesting'].map { |keyword, name| "#{keyword} #{name}\n" }.join
    eval("#{opened}#{text}\n#{"end\n" * @job['nesting'].size}", TOPLEVEL_BINDING, 'candidate.rb') # rubocop:disable Security/Eval
  end

  # A receiver made anew for each call; core classes draw one as they draw arguments.
  def receiver(values)
    return @scope if @singleton || @module_function
    return Object.new.extend(@scope) if @scope.instance_of?(Module) && @scope != Enumerable && @scope != Comparable

    kind = Values.kind_of(@scope)
    kind ? values.draw(kind) : instance
  end

  def parameters
    method = @singleton || @module_function ? @scope.method(@job['name']) : @scope.instance_method(@job['name'])
    method.parameters
  end

  private

  def instance
    @scope.new
  rescue StandardError
    @scope.allocate
  end
end

# Calls a subject on the inputs of one combination of kinds an input.
class Runner
  attr_reader :subject

  def initialize(job)
    @job = job
    @subject = Subject.new(job)
  end

  def call(kinds, input, limit)
    values = Values.new(@job['literals'], input)
    receiver = @subject.receiver(values)
    arguments = kinds.map { |kind| values.draw(kind) }
    block = values.block if @job['block']
    result = Timeout.timeout(limit, HungError) { receiver.__send__(@job['name'], *arguments, &block) }
    "#{dump(result)} with #{dump(receiver)} #{dump(arguments)}"
  rescue HungError
    nil
  rescue Exception => e # rubocop:disable Lint/RescueException
    "raised #{e.class} with #{dump(receiver)} #{dump(arguments)}"
  end

  # Kinds of arguments with which the original mostly succeeds and tells inputs apart.
  def combinations
    required = @subject.parameters.count { |type, _| type == :req }
    optional = @subject.parameters.count { |type, _| type == :opt }
    rest = @subject.parameters.any? { |type, _| type == :rest }
    sizes = (required..required + [optional, 1].min + (rest ? 2 : 0)).to_a
    tried = sizes.flat_map { |size| Values::KINDS.repeated_permutation(size).to_a.shuffle(random: Random.new(1)).first(200) }
    scored = tried.map do |kinds|
      outcomes = Array.new(2) { |input| call(kinds, input, ORIGINAL_LIMIT) }
      next [0, kinds] if outcomes.all? { |text| text.nil? || text.start_with?('raised') }

      outcomes += Array.new(6) { |input| call(kinds, input + 2, ORIGINAL_LIMIT) }
      [outcomes.count { |text| text && !text.start_with?('raised') } * 2 + outcomes.compact.uniq.size, kinds]
    end
    best = scored.map(&:first).max
    scored.select { |score, _| score >= best - 3 && score > 6 }.map(&:last).first(40)
  end
end

# Raised into a call that does not return in time; not a StandardError, so that no rescue hides it.
class HungError < Exception; end # rubocop:disable Lint/InheritException

def report(job, index, outcomes, expected)
  agreed = outcomes.zip(expected).count { |one, other| one && one == other }
  succeeded = outcomes.count { |text| text && !text.start_with?('raised') }
  REPORTS.puts JSON.generate(job: job['id'], index: index, agreed: agreed, executed: outcomes.size, succeeded: succeeded, distinct: outcomes.map { |text| text.to_s[/\A.*? with /m] }.uniq.size)
  REPORTS.flush
end

# Reports go to the real standard output; what a method prints goes nowhere.
REPORTS = $stdout.dup

def compare(job, runner, inputs, expected, text, index)
  runner.subject.define(text)
  outcomes = []
  inputs.each_with_index do |kinds, input|
    outcomes << (runner.call(kinds, input, CALL_LIMIT) || runner.call(kinds, input, CALL_LIMIT)) # twice: the machine may be busy
    break if outcomes.last.nil?
  end
  report(job, index, outcomes, expected)
rescue SyntaxError, StandardError
  nil
end

def run(job)
  runner = Runner.new(job)
  runner.subject.define(job['original'])
  combinations = runner.combinations
  return if combinations.empty?

  random = Random.new(7)
  inputs = Array.new(INPUTS) do
    kinds = combinations.sample(random: random)
    random.rand(12).zero? ? kinds.map { Values::KINDS.sample(random: random) } : kinds
  end
  expected = inputs.each_with_index.map { |kinds, input| runner.call(kinds, input, ORIGINAL_LIMIT) }
  return if expected.any?(&:nil?)

  ([job['original']] + job['candidates']).each_with_index { |text, index| compare(job, runner, inputs, expected, text, index) }
end

JOB_LIMIT = 100
TRIAL_LIMIT = 6

def run_apart(job)
  child = fork do
    run(job)
  rescue Exception # rubocop:disable Lint/RescueException
    nil
  ensure
    exit!(0)
  end
  Timeout.timeout(job['candidates'].empty? ? TRIAL_LIMIT : JOB_LIMIT) { Process.wait(child) }
rescue Timeout::Error
  Process.kill(:KILL, child)
  Process.wait(child)
end

def confine
  Process.setrlimit(Process::RLIMIT_AS, MEMORY_LIMIT)
  Process.setrlimit(Process::RLIMIT_FSIZE, 0)
  Process::UID.change_privilege(65_534) if Process.uid.zero?
end

def main
  $VERBOSE = nil
  task = JSON.parse($stdin.read)
  $stdin.reopen(File::NULL)
  $stdout.reopen(File::NULL, 'w')
  $stderr.reopen(File::NULL, 'w')
  task['require'].each do |name|
    require name
  rescue LoadError
    nil
  end
  confine
  task['jobs'].each { |job| run_apart(job) }
end

main if $PROGRAM_NAME == __FILE__
