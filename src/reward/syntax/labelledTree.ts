/**
 * An ordered tree as arrays in postorder, the form that tree edit distance works on: node i has
 * `labels[i]`, and its subtree is the nodes `leftmost[i]` to i.
 */
export interface LabelledTree {
  readonly labels: readonly string[];
  readonly leftmost: readonly number[];
}
