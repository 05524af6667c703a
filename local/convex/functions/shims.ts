/**
 * Injected by esbuild in place of the globals that Convex changes inside
 * functions. `HOST` is replaced by the expression of the runtime's own object.
 */
export const SHIMS = `
const host = HOST;
const real = globalThis;
const RealDate = real.Date;
const now = () => host.now() ?? RealDate.now();
export const Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, args, self) =>
    args.length === 0
      ? Reflect.construct(target, [now()], self === Date ? target : self)
      : Reflect.construct(target, args, self === Date ? target : self),
  get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
});
const outside = (name) => {
  host.refuse(name);
  return real[name];
};
export const fetch = (...args) => outside("fetch")(...args);
const guarded = (name) => (body, ...rest) =>
  outside(name)(host.guard(body), ...rest);
export const setTimeout = guarded("setTimeout");
export const setInterval = guarded("setInterval");
export const setImmediate = guarded("setImmediate");
export const clearTimeout = (id) => outside("clearTimeout")(id);
export const clearInterval = (id) => outside("clearInterval")(id);
export const clearImmediate = (id) => outside("clearImmediate")(id);
const withOwn = (target, own) =>
  new Proxy(target, {
    get: (_, key) => {
      if (key in own) return own[key];
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
const subtle = withOwn(real.crypto.subtle, host.subtle);
export const crypto = withOwn(real.crypto, { subtle });
export const console = host.console;
export const process = host.process;
`;
