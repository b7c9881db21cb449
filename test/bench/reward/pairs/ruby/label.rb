# frozen_string_literal: true

SINGLE_EQUAL = 6
SINGLE_BROKEN = 6
MATCHED = 4

# Keeps rewrites that agree on every input and mutants that do not, some of each kind. A mutant that
# always agrees is unknown, a rewrite that does not is a fault of the rewrite.
def label(groups, reports, random)
  faults = Hash.new(0)
  pairs = groups.flat_map do |method, candidates|
    known = candidates.each_with_index.filter_map do |candidate, index|
      report = reports[method][index + 1] or next
      equal = report[:agreed] == INPUT_COUNT
      if equal == candidate.rewrite
        [candidate, pair(method, candidate, report)]
      elsif candidate.rewrite
        faults[candidate.transform] += 1
        warn "#{method.name} #{candidate.transform} disagrees:\n#{candidate.text}"
        nil
      end
    end
    chosen(known, random).each_with_index.map { |pair, index| { id: "#{pair[:group]}##{index}" }.merge(pair) }
  end
  warn "rewrites that disagreed: #{faults}"
  pairs
end

def pair(method, candidate, report)
  { group: "ruby:#{method.name}", language: 'ruby', original: method.text, candidate: candidate.text, setting: candidate.setting, transform: candidate.transform,
    depth: candidate.depth, equal: candidate.rewrite, agree: (report[:agreed].to_f / report[:executed]).round(4), lines: method.lines }
end

# A few pairs of a method: one of each transform first, and of the chains only those with both an
# equal and a broken end.
def chosen(known, random)
  single, matched = known.partition { |candidate, _| candidate.chain.nil? }
  picked = { true => SINGLE_EQUAL, false => SINGLE_BROKEN }.flat_map do |equal, count|
    some = single.map(&:last).select { |pair| pair[:equal] == equal }.shuffle(random: random)
    first = some.uniq { |pair| pair[:transform] }
    (first + (some - first)).first(count)
  end
  ends = matched.group_by { |candidate, _| candidate.chain }.values.filter_map do |chain|
    both = [true, false].map { |equal| chain.map(&:last).find { |pair| pair[:equal] == equal } }
    both if both.all?
  end
  picked + ends.first(MATCHED).flatten
end

def write_sources(pairs, methods)
  used = pairs.map { |pair| pair[:group] }.uniq
  lines = methods.select { |method| used.include?("ruby:#{method.name}") }.map { |method| "ruby:#{method.name} | #{method.origin} | #{method.licence}\n" }
  File.write(File.join(__dir__, 'SOURCES.txt'), "# method | library, file and line | licence (see LICENSES.txt)\n#{lines.join}")
end

def summary(pairs)
  count = Hash.new(0)
  pairs.each do |pair|
    count["#{pair[:setting]} equal=#{pair[:equal]}"] += 1
    pair[:transform].split(/[+|]/).each { |name| count["  #{name}"] += 1 }
  end
  "#{pairs.size} pairs of #{pairs.map { |pair| pair[:group] }.uniq.size} methods\n#{count.sort.map { |name, number| format("%-32s %5d\n", name, number) }.join}"
end
