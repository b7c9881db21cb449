/** Greets. */
export const Greeting = ({ name }) => <b title="x">{name}</b>;

function App() {
  return <Greeting name="you" />;
}
