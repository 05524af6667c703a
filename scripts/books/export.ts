import { createAdminApi } from "../../local/cli/admin-api";
import { readBooks } from "../../local/cli/books-reader";
import { readEnvironment } from "../../local/cli/environment";
import { Failure, reasonOf } from "../../local/cli/failure";
import { parseOptions } from "../../local/cli/options";
import { writeFileAtomically } from "../../local/shared/store";

/** `books export`: a tenant's books in one file, for `books verify --file`. */
export async function exportBooks(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(
    args,
    { tenant: { type: "string" } },
    ["FILE"],
  );
  const [file = ""] = positionals;
  if (values.tenant === undefined) {
    throw new Failure("Whose books? Name the tenant: --tenant ID FILE.");
  }
  const api = createAdminApi(readEnvironment(process.env));
  const books = await readBooks(api, values.tenant);
  try {
    writeFileAtomically(file, `${JSON.stringify(books, null, 1)}\n`);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}`);
  }
  console.log(`Wrote ${books.entries.length} entries to ${file}.`);
  return 0;
}
