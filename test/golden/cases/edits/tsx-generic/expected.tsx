/** Lists. */
export const target = <T,>(items: T[]) => <ul>{items.length}</ul>;
