"use client";

import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  useContext,
  useId,
  useMemo,
  useState,
} from "react";
import { cn } from "@/lib/ui/cn";

interface TabState {
  id: string;
  value: string | undefined;
  choose: (value: string) => void;
}

const TabContext = createContext<TabState | null>(null);

function useTabs(): TabState {
  const state = useContext(TabContext);
  if (state === null) throw new Error("A tab stands outside Tabs.");
  return state;
}

export interface TabsProps extends Omit<
  ComponentProps<"div">,
  "onChange" | "defaultValue"
> {
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
}

// Radix writes an inline style on the first panel, which the page policy
// refuses in server HTML.
export function Tabs({
  value,
  defaultValue,
  onValueChange,
  className,
  ...props
}: TabsProps) {
  const id = useId();
  const [own, setOwn] = useState(defaultValue);
  const current = value ?? own;
  const state = useMemo(
    () => ({
      id,
      value: current,
      choose: (next: string) => {
        setOwn(next);
        onValueChange?.(next);
      },
    }),
    [id, current, onValueChange],
  );
  return (
    <TabContext value={state}>
      <div className={cn("flex flex-col gap-3", className)} {...props} />
    </TabContext>
  );
}

export function TabsList({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      role="tablist"
      onKeyDown={moveFocus}
      className={cn(
        "flex gap-1 overflow-x-auto border-b border-line",
        className,
      )}
      {...props}
    />
  );
}

const STEPS: Readonly<
  Record<string, (index: number, count: number) => number>
> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_index, count) => count - 1,
};

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = STEPS[event.key];
  if (step === undefined) return;
  const tabs = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(
      '[role="tab"]:not(:disabled)',
    ),
  ];
  const index = tabs.findIndex((tab) => tab === document.activeElement);
  const next = tabs[step(index, tabs.length)];
  if (index === -1 || next === undefined) return;
  event.preventDefault();
  next.focus();
  next.click();
}

interface TabsTriggerProps extends ComponentProps<"button"> {
  value: string;
}

export function TabsTrigger({ value, className, ...props }: TabsTriggerProps) {
  const { id, value: current, choose } = useTabs();
  const selected = current === value;
  return (
    <button
      type="button"
      role="tab"
      id={`${id}-tab-${value}`}
      aria-controls={`${id}-panel-${value}`}
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      onClick={() => choose(value)}
      className={cn(
        "-mb-px inline-flex h-9 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm whitespace-nowrap text-muted transition-colors hover:text-ink focus-visible:outline-offset-[-2px] disabled:opacity-50 aria-selected:border-accent aria-selected:font-medium aria-selected:text-ink",
        className,
      )}
      {...props}
    />
  );
}

interface TabsContentProps extends ComponentProps<"div"> {
  value: string;
}

export function TabsContent({ value, className, ...props }: TabsContentProps) {
  const { id, value: current } = useTabs();
  const selected = current === value;
  return (
    <div
      role="tabpanel"
      id={`${id}-panel-${value}`}
      aria-labelledby={`${id}-tab-${value}`}
      hidden={!selected}
      tabIndex={0}
      className={className}
    >
      {selected && <div {...props} />}
    </div>
  );
}
