class A
  # Gives a back.
  define_method(:target) { |a| a }
end
