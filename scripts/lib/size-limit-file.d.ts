// The package brings no types; size-limit's own call each plugin a function.
declare module "@size-limit/file" {
  const plugin: () => void;
  export default plugin;
}
