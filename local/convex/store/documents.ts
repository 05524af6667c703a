import { indexKey } from "../keys/document-keys";
import { LOWEST_KEY } from "../keys/encode";
import { type Point, creationTimeOf, rowKey } from "../keys/position";
import { type JSONObject, fieldAt } from "../values/json";
import { type TableDef, sql } from "./catalog";
import type { Connection } from "./connection";
import { addToSearch, removeFromSearch } from "./fill";

/** System fields come first in the stored text, so the id is read without parsing. */
const ID_FROM = '{"_id":"'.length;
const ID_TO = ID_FROM + 32;

export function storedId(text: string): string {
  return text.slice(ID_FROM, ID_TO);
}

export function withSystemFields(
  id: string,
  n: number,
  fields: JSONObject,
): JSONObject {
  return { _id: id, _creationTime: creationTimeOf(n), ...fields };
}

/** The fields a user wrote: the document without `_id` and `_creationTime`. */
export function userFields(document: JSONObject): JSONObject {
  const { _id, _creationTime, ...fields } = document;
  return fields;
}

export function insertDocument(
  db: Connection,
  table: TableDef,
  n: number,
  document: JSONObject,
  size: number,
  points: Point[],
) {
  const space = sql.documents(table.number);
  db.run(
    `INSERT INTO ${space}(n, s, v) VALUES(?, ?, ?)`,
    n,
    size,
    JSON.stringify(document),
  );
  points.push({ space, key: rowKey(n) });
  for (const index of table.indexes.values()) {
    const key = indexKey(index, document);
    const name = sql.index(index.id);
    db.run(`INSERT INTO ${name}(key, n) VALUES(?, ?)`, key, n);
    points.push({ space: name, key });
  }
  for (const search of table.searches.values()) {
    addToSearch(db, search, n, document);
    points.push({ space: sql.search(search.id), key: LOWEST_KEY });
  }
}

export function updateDocument(
  db: Connection,
  table: TableDef,
  n: number,
  before: JSONObject,
  after: JSONObject,
  size: number,
  points: Point[],
) {
  const space = sql.documents(table.number);
  db.run(
    `UPDATE ${space} SET s=?, v=? WHERE n=?`,
    size,
    JSON.stringify(after),
    n,
  );
  points.push({ space, key: rowKey(n) });
  for (const index of table.indexes.values()) {
    const name = sql.index(index.id);
    const to = indexKey(index, after);
    points.push({ space: name, key: to });
    if (isSameAt(index.paths, before, after)) continue;
    const from = indexKey(index, before);
    if (from.equals(to)) continue;
    points.push({ space: name, key: from });
    db.run(`UPDATE ${name} SET key=? WHERE key=?`, to, from);
  }
  for (const search of table.searches.values()) {
    points.push({ space: sql.search(search.id), key: LOWEST_KEY });
    if (isSameAt(search.paths, before, after)) continue;
    removeFromSearch(db, search, n, before);
    addToSearch(db, search, n, after);
  }
}

/** Whether a change left these fields as they were; a nested value that was written anew counts as changed. */
function isSameAt(
  paths: readonly (readonly string[])[],
  before: JSONObject,
  after: JSONObject,
): boolean {
  return paths.every((path) => fieldAt(before, path) === fieldAt(after, path));
}

export function removeDocument(
  db: Connection,
  table: TableDef,
  n: number,
  before: JSONObject,
  points: Point[],
) {
  const space = sql.documents(table.number);
  db.run(`DELETE FROM ${space} WHERE n=?`, n);
  points.push({ space, key: rowKey(n) });
  for (const index of table.indexes.values()) {
    const key = indexKey(index, before);
    const name = sql.index(index.id);
    db.run(`DELETE FROM ${name} WHERE key=?`, key);
    points.push({ space: name, key });
  }
  for (const search of table.searches.values()) {
    removeFromSearch(db, search, n, before);
    points.push({ space: sql.search(search.id), key: LOWEST_KEY });
  }
}
