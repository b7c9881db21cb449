# frozen_string_literal: true

require 'open3'
require 'tmpdir'

WORKER = File.join(__dir__, 'worker.rb')
INPUT_COUNT = 110
JOBS_AT_ONCE = 40
PROCESSES = 2

# Runs methods with their candidates; gives for each method its reports by candidate, 0 being the
# original. A candidate without a report ended its process.
def execute(groups)
  reports = groups.keys.to_h { |method| [method, {}] }
  batches = groups.group_by { |method, _| LIBRARIES.find { |library| method.origin.start_with?("#{library.name} ") } }
                  .flat_map { |library, some| some.each_slice(JOBS_AT_ONCE).map { |slice| [library, slice] } }
  queue = Queue.new
  batches.each { |batch| queue << batch }
  queue.close
  Array.new(PROCESSES) { Thread.new { while (batch = queue.pop) do execute_batch(*batch, reports) end } }.each(&:join)
  reports
end

def execute_batch(library, slice, reports)
  jobs = slice.each_with_index.map { |(method, candidates), id| method.job.merge(id: id, candidates: candidates.map(&:text)) }
  folders = [library.folder, VENDOR] + Dir[File.join(GEMS, '*/lib')].reject { |path| path.match?(/edge|parser|minitest-/) && path != library.folder }
  command = ['ruby', '--disable=did_you_mean', *folders.uniq.flat_map { |folder| ['-I', folder] }, '-I', File.join(gem_folder('concurrent-ruby'), 'concurrent-ruby'), WORKER]
  Dir.mktmpdir do |folder|
    output, = Open3.capture2(*command, stdin_data: JSON.generate(require: library.prelude, jobs: jobs), chdir: folder)
    output.each_line do |line|
      report = JSON.parse(line, symbolize_names: true)
      reports[slice[report[:job]].first][report[:index]] = report
    end
  end
end

TRIED = 20
PER_LIBRARY = 7
MOST = 76

# A part of each library's methods, those of a middling length first.
def promising(methods)
  methods.group_by(&:library).values.flat_map { |some| some.sort_by { |method| [distance(method), method.name] }.first(TRIED) }
end

# Methods that behave: they end, repeat themselves, often succeed and tell inputs apart; not too many
# of one library.
def worthwhile(methods, reports)
  good = methods.select do |method|
    report = reports[method][0]
    report && report[:agreed] == INPUT_COUNT && report[:succeeded] * 3 >= INPUT_COUNT && report[:distinct] >= 2
  end
  ranked = good.group_by(&:library).transform_values { |some| some.sort_by { |method| [distance(method), method.name] } }
  (0...PER_LIBRARY).flat_map { |round| ranked.values.filter_map { |some| some[round] } }.first(MOST).sort_by(&:name)
end

# Methods near 14 lines come first.
def distance(method)
  away = method.lines - 14
  away.negative? ? -3 * away : away
end
