export function target(title) {
  return title.toLowerCase();
}
