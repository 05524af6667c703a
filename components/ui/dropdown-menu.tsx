"use client";

import {
  type ComponentProps,
  type ComponentType,
  createContext,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useContext,
  useEffect,
} from "react";
import { AsChild } from "./as-child";
import type * as MenuParts from "./dropdown-menu-parts";
import {
  type FloatingProps,
  type FloatingState,
  useFloatingState,
} from "./floating-state";
import { onDemand } from "./on-demand";

type Parts = typeof MenuParts;

// A page has many menus and opens few: the trigger is here, the rest comes
// when the trigger is approached.
const parts = onDemand(() => import("./dropdown-menu-parts"));

const MenuContext = createContext<FloatingState | null>(null);

function useMenu(): FloatingState {
  const menu = useContext(MenuContext);
  if (menu === null) throw new Error("A menu's part stands outside its menu.");
  return menu;
}

interface DropdownMenuProps extends FloatingProps {
  children: ReactNode;
}

export function DropdownMenu({ children, ...props }: DropdownMenuProps) {
  const menu = useFloatingState(props);
  useEffect(() => {
    if (menu.isOpen) parts.ask();
  }, [menu.isOpen]);
  return <MenuContext value={menu}>{children}</MenuContext>;
}

interface TriggerProps extends ComponentProps<"button"> {
  /** Makes the only child the trigger. */
  asChild?: boolean;
}

export function DropdownMenuTrigger({
  asChild = false,
  ...props
}: TriggerProps) {
  const menu = useMenu();
  const { isOpen, setTrigger, triggerId, contentId } = menu;
  const Trigger = asChild ? AsChild : "button";
  return (
    <Trigger
      type="button"
      ref={setTrigger}
      id={triggerId}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-controls={isOpen ? contentId : undefined}
      data-state={isOpen ? "open" : "closed"}
      onPointerEnter={parts.ask}
      onFocus={parts.ask}
      onPointerDown={(event) => press(menu, event)}
      onKeyDown={(event) => strike(menu, event)}
      {...props}
    />
  );
}

function press(menu: FloatingState, event: PointerEvent<HTMLElement>) {
  if (event.button !== 0 || event.ctrlKey) return;
  // The menu takes the focus, not the trigger.
  if (!menu.isOpen) event.preventDefault();
  menu.setIsByPointer(true);
  menu.change(!menu.isOpen);
}

function strike(menu: FloatingState, event: KeyboardEvent<HTMLElement>) {
  if (!["Enter", " ", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  menu.change(event.key === "ArrowDown" || !menu.isOpen);
}

type ContentProps = Omit<ComponentProps<Parts["MenuLayer"]>, "menu">;

export function DropdownMenuContent(props: ContentProps) {
  const menu = useMenu();
  const loaded = parts.useLoaded();
  return loaded === null ? null : <loaded.MenuLayer menu={menu} {...props} />;
}

/** A part that stands in the content, which is there only after the fetch. */
function part<Props extends object>(
  pick: (loaded: Parts) => ComponentType<Props>,
) {
  return function MenuPart(props: Props) {
    const loaded = parts.useLoaded();
    if (loaded === null) return null;
    const Part = pick(loaded);
    return <Part {...props} />;
  };
}

export const DropdownMenuItem = part((loaded) => loaded.Item);
export const DropdownMenuCheckboxItem = part((loaded) => loaded.CheckboxItem);
export const DropdownMenuRadioGroup = part((loaded) => loaded.RadioGroup);
export const DropdownMenuRadioItem = part((loaded) => loaded.RadioItem);
export const DropdownMenuLabel = part((loaded) => loaded.Label);
export const DropdownMenuSeparator = part((loaded) => loaded.Separator);
