/** Shows a name, bold. */
export const target = ({ name }) => <b>{name}</b>;
