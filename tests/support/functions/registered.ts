const modules = import.meta.glob<Record<string, unknown>>(
  ["../../../convex/*/*.ts", "!../../../convex/_generated/**"],
  { eager: true },
);

type Registered = { isPublic?: boolean; exportArgs?: () => string };

/** Every function that a client can name, as Convex itself knows it. */
export function publicFunctions(): { path: string; args: string }[] {
  return Object.entries(modules).flatMap(([file, exports]) =>
    Object.entries(exports).flatMap(([name, value]) => {
      const registered = value as Registered | null;
      if (typeof value !== "function" || registered?.isPublic !== true)
        return [];
      const moduleName = file
        .replace("../../../convex/", "")
        .replace(/\.ts$/, "");
      return [
        {
          path: `${moduleName}:${name}`,
          args: registered.exportArgs?.() ?? "",
        },
      ];
    }),
  );
}
