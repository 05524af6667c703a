import { readFileSync } from "node:fs";
import { verifyBooks } from "../../lib/credits/books";
import {
  parseBooksExport,
  type BooksExport,
} from "../../lib/credits/books-export";
import { createAdminApi } from "../../local/cli/admin-api";
import { listTenants } from "../../local/cli/administration";
import { readBooks } from "../../local/cli/books-reader";
import { readEnvironment } from "../../local/cli/environment";
import { Failure, reasonOf } from "../../local/cli/failure";
import { parseOptions } from "../../local/cli/options";
import { describeReport } from "./report";

type NamedBooks = { name: string; books: BooksExport };

/** The books as exported; a file that holds none is refused in one sentence. */
export function booksFrom(input: unknown, source: string): BooksExport {
  try {
    return parseBooksExport(input);
  } catch (error) {
    throw new Failure(`${source} holds no books: ${reasonOf(error)}`);
  }
}

function readExport(file: string): NamedBooks {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`);
  }
  return { name: file, books: booksFrom(content, file) };
}

async function* liveBooks(
  only: string | undefined,
): AsyncGenerator<NamedBooks> {
  const api = createAdminApi(readEnvironment(process.env));
  const tenants = await listTenants(api);
  const wanted = tenants.filter(({ id }) => only === undefined || id === only);
  if (only !== undefined && wanted.length === 0) {
    throw new Failure(`There is no tenant ${only}.`);
  }
  for (const { id, name } of wanted) {
    const books = booksFrom(await readBooks(api, id), name);
    yield { name: `${name} (${id})`, books };
  }
}

/** `books verify`: 1 when any of the books is wrong. */
export async function verifyAll(args: readonly string[]): Promise<number> {
  const [first = ""] = args;
  const isFile = first !== "" && !first.startsWith("-");
  const { values } = parseOptions(isFile ? args.slice(1) : args, {
    tenant: { type: "string" },
    file: { type: "string" },
  });
  const file = isFile ? first : values.file;
  const sources =
    file === undefined ? liveBooks(values.tenant) : [readExport(file)];
  let isOk = true;
  let count = 0;
  for await (const { name, books } of sources) {
    const report = await verifyBooks(books);
    console.log(describeReport(name, report));
    isOk &&= report.ok;
    count += 1;
  }
  console.log(
    isOk ? `\nThe books are in order (${count}).` : "\nTHE BOOKS ARE WRONG.",
  );
  return isOk ? 0 : 1;
}
