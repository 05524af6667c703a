"use client";

import { Check } from "lucide-react";
import { Menu as Primitive } from "radix-ui/internal";
import { type ComponentProps, type FocusEvent } from "react";
import { cn } from "@/lib/ui/cn";
import { FLOATING, MENU_ITEM } from "./floating";
import { type FloatingState } from "./floating-state";

interface MenuLayerProps extends ComponentProps<typeof Primitive.Content> {
  menu: FloatingState;
}

/** The lines of a menu, beside its trigger. */
export function MenuLayer({
  menu,
  className,
  sideOffset = 4,
  ...props
}: MenuLayerProps) {
  return (
    <Primitive.Root open={menu.isOpen} onOpenChange={menu.change} modal>
      <Primitive.Anchor virtualRef={{ current: menu.trigger }} />
      <Primitive.Portal>
        <Primitive.Content
          id={menu.contentId}
          aria-labelledby={menu.triggerId}
          sideOffset={sideOffset}
          collisionPadding={8}
          className={cn(FLOATING, "min-w-44 p-1", className)}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            menu.trigger?.focus();
          }}
          onFocus={(event) => focusFirst(menu, event)}
          {...props}
        />
      </Primitive.Portal>
    </Primitive.Root>
  );
}

// Radix knows how a menu was opened only when it was there to see it.
function focusFirst(menu: FloatingState, event: FocusEvent<HTMLElement>) {
  if (menu.isByPointer || event.target !== event.currentTarget) return;
  menu.setIsByPointer(true);
  event.currentTarget
    .querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')
    ?.focus();
}

export const RadioGroup = Primitive.RadioGroup;

interface ItemProps extends ComponentProps<typeof Primitive.Item> {
  variant?: "default" | "danger";
}

export function Item({ className, variant = "default", ...props }: ItemProps) {
  return (
    <Primitive.Item
      className={cn(
        MENU_ITEM,
        variant === "danger" && "text-bad data-highlighted:bg-bad-soft",
        className,
      )}
      {...props}
    />
  );
}

export function CheckboxItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem
      className={cn(MENU_ITEM, "ps-8", className)}
      {...props}
    >
      <Chosen />
      {children}
    </Primitive.CheckboxItem>
  );
}

export function RadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem
      className={cn(MENU_ITEM, "ps-8", className)}
      {...props}
    >
      <Chosen />
      {children}
    </Primitive.RadioItem>
  );
}

function Chosen() {
  return (
    <Primitive.ItemIndicator className="absolute start-2.5">
      <Check aria-hidden="true" className="size-4" />
    </Primitive.ItemIndicator>
  );
}

export function Label({
  className,
  ...props
}: ComponentProps<typeof Primitive.Label>) {
  return (
    <Primitive.Label
      className={cn("px-2.5 py-1.5 text-xs font-medium text-muted", className)}
      {...props}
    />
  );
}

export function Separator({
  className,
  ...props
}: ComponentProps<typeof Primitive.Separator>) {
  return (
    <Primitive.Separator
      className={cn("-mx-1 my-1 h-px bg-line", className)}
      {...props}
    />
  );
}
