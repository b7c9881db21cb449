class A
  define_method(:target) { |a| a }
end
