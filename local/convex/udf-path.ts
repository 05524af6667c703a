/** `a/b.js:c` and `a/b:c` are one function; a path without a name means `default`. */
export function canonicalPath(path: string): string {
  const mark = path.lastIndexOf(":");
  const file = mark < 0 ? path : path.slice(0, mark);
  const name = mark < 0 ? "default" : path.slice(mark + 1);
  return `${file.endsWith(".js") ? file.slice(0, -3) : file}:${name}`;
}
