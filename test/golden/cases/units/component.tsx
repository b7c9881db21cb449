/** Lists. */
export const List = <T,>({ items }: { items: T[] }) => (
  <ul onClick={() => items.length}>{items.length}</ul>
);

export default function App(): JSX.Element {
  const close = () => undefined;
  return <List items={[close]} />;
}
