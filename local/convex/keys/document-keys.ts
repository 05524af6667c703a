import type { JSONValue } from "convex/values";
import { createHash } from "node:crypto";
import type { IndexDef, SearchDef } from "../store/catalog";
import { type JSONObject, fieldAt } from "../values/json";
import { type Key, encodeKey } from "./encode";

const CREATION = ["_creationTime"];

/** The key of a document in an index; unique, because creation times are. */
export function indexKey(index: IndexDef, document: JSONObject): Key {
  const values = index.paths.map((path) => fieldAt(document, path));
  values.push(fieldAt(document, CREATION));
  return encodeKey(values);
}

/** The text a search index holds of a document; null when the field is no string. */
export function searchBody(
  search: SearchDef,
  document: JSONObject,
): string | null {
  const value = fieldAt(document, search.searchField.split("."));
  return typeof value === "string" ? value : null;
}

/** Filter fields as tokens of their own column, so a filter costs no row read. */
export function searchFilters(search: SearchDef, document: JSONObject): string {
  return search.filterFields
    .map((field) => filterToken(field, fieldAt(document, field.split("."))))
    .join(" ");
}

export function filterToken(
  field: string,
  value: JSONValue | undefined,
): string {
  const hash = createHash("sha1").update(field).update("\0");
  return `f${hash.update(encodeKey([value])).digest("hex")}`;
}
