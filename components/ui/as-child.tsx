import {
  cloneElement,
  type HTMLAttributes,
  isValidElement,
  type Ref,
  useCallback,
} from "react";

type Handler = (...args: unknown[]) => void;

interface Given extends Record<string, unknown> {
  ref?: Ref<unknown> | undefined;
}

interface AsChildProps extends HTMLAttributes<HTMLElement> {
  ref?: Ref<HTMLElement> | undefined;
}

/**
 * Gives its props to its only child, which keeps its own where both have one;
 * both handlers are called and both refs are set. Every page needs it before
 * anything is open, so it is not Radix' Slot, which does more.
 */
export function AsChild({ children, ...props }: AsChildProps) {
  const child = isValidElement<Given>(children) ? children : null;
  const given: Given = { ...props };
  const setBoth = useBoth(given.ref, child?.props.ref);
  if (child === null) return null;
  const result = merged(given, child.props);
  // A server component has no refs, and may not pass one.
  const hasRef = Boolean(given.ref ?? child.props.ref);
  return cloneElement(child, hasRef ? { ...result, ref: setBoth } : result);
}

function useBoth(
  outer: Ref<unknown> | undefined,
  inner: Ref<unknown> | undefined,
) {
  return useCallback(
    (node: unknown) => {
      const leave = [outer, inner].map((ref) => set(ref, node));
      return () => leave.forEach((leaveOne) => leaveOne());
    },
    [outer, inner],
  );
}

function set(ref: Ref<unknown> | undefined, node: unknown): () => void {
  if (typeof ref === "function") {
    const leave = ref(node);
    return () => (typeof leave === "function" ? leave() : ref(null));
  }
  if (ref === null || ref === undefined) return () => undefined;
  ref.current = node;
  return () => {
    ref.current = null;
  };
}

function merged(given: Given, own: Given): Given {
  const result: Given = { ...given, ...own };
  for (const [name, value] of Object.entries(given)) {
    const mine = own[name];
    if (isHandler(name, value) && isHandler(name, mine)) {
      result[name] = (...args: unknown[]) => {
        mine(...args);
        value(...args);
      };
    }
  }
  const classes = [given["className"], own["className"]].filter(Boolean);
  if (classes.length > 0) result["className"] = classes.join(" ");
  return result;
}

function isHandler(name: string, value: unknown): value is Handler {
  return /^on[A-Z]/.test(name) && typeof value === "function";
}
