export const target = ({ name }) => <b>{name}</b>;
