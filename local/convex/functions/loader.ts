import { rmSync } from "node:fs";
import path from "node:path";
import type { ActionThread } from "../actions/thread";
import { SchemaChecks } from "../engine/schema-checks";
import type { Catalog } from "../store/catalog";
import { migrate, systemSpecs } from "../store/migrate";
import { checkStoredDocuments } from "../store/stored-documents";
import type { Store } from "../store/store";
import type { WriteQueue } from "../store/write-queue";
import { bundleFunctions } from "./bundle";
import { type Generation, type Live, loadGeneration } from "./generation";

export type LoaderOptions = {
  store: Store;
  queue: WriteQueue;
  projectDir: string;
  functionsDir: string;
  outRoot: string;
  /** Where the built functions stay for the next process. */
  keptDir: string | null;
  hostExpression: string;
  /** Loads every generation too, before it becomes current. */
  actions: ActionThread | null;
};

const NOTHING: Generation = {
  number: 0,
  functions: new Map(),
  router: null,
  crons: [],
  authConfig: { providers: [] },
  schema: null,
  inputs: [],
};

/** Keeps the functions current. A load that fails at any step changes nothing. */
export class Loader {
  committed: Live;
  writing: Live;
  readonly #options: LoaderOptions;
  readonly #listeners: (() => void)[] = [];
  readonly #idTable: (id: string) => string | null;
  #loads = 0;
  /** Output folders, oldest first; running actions may still import from the last two. */
  readonly #outDirs: string[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(options: LoaderOptions) {
    this.#options = options;
    const { store } = options;
    this.#idTable = (id) => store.catalog.tableNameOfId(id);
    this.committed = this.#live(NOTHING, store.catalog);
    this.writing = this.committed;
    rmSync(options.outRoot, { recursive: true, force: true });
  }

  onReload(listener: () => void) {
    this.#listeners.push(listener);
  }

  /** Loads run one after another; each sees the files as they are when it starts. */
  load(): Promise<void> {
    const run = this.#last.then(() => this.#load());
    this.#last = run.catch(() => {});
    return run;
  }

  close() {
    rmSync(this.#options.outRoot, { recursive: true, force: true });
  }

  async #load(): Promise<void> {
    this.#loads += 1;
    const {
      projectDir,
      functionsDir,
      hostExpression,
      outRoot,
      keptDir,
      actions,
    } = this.#options;
    const number = this.#loads;
    const outDir = path.join(outRoot, `${Date.now()}-${number}`);
    try {
      const bundle = await bundleFunctions({
        projectDir,
        functionsDir,
        outDir,
        keptDir,
        hostExpression,
      });
      const generation = await loadGeneration(bundle, number, this.#idTable);
      await actions?.load({
        generation: number,
        built: {
          url: bundle.url,
          modules: bundle.modules.map(({ name, key }) => ({ name, key })),
        },
        authConfig: generation.authConfig,
      });
      await this.#swap(generation);
      actions?.use(number);
    } catch (error) {
      rmSync(outDir, { recursive: true, force: true });
      throw error;
    }
    this.#outDirs.push(outDir);
    for (const old of this.#outDirs.splice(0, this.#outDirs.length - 2)) {
      rmSync(old, { recursive: true, force: true });
    }
    for (const listener of this.#listeners) listener();
  }

  /** Tables, indexes and functions change in one commit between two mutations. */
  #swap(generation: Generation): Promise<void> {
    const { store, queue } = this.#options;
    return new Promise((resolve, reject) => {
      const before = this.writing;
      let next: Live = before;
      queue.push({
        isAwaited: true,
        run: () => {
          next = this.#migrate(generation);
          this.writing = next;
          return Promise.resolve({ points: [], wrote: true });
        },
        committed: (ts) => {
          this.committed = next;
          store.log.invalidateAll(ts);
          resolve();
        },
        failed: (error) => {
          this.writing = before;
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      });
    });
  }

  #migrate(generation: Generation): Live {
    const { store } = this.#options;
    const { schema } = generation;
    store.writer.exec("SAVEPOINT schema");
    try {
      const specs = [...systemSpecs(), ...(schema?.tables ?? [])];
      const open = schema === null || !schema.validated;
      const catalog = migrate(store.writer, specs, open);
      const live = this.#live(generation, catalog);
      checkStoredDocuments(store.writer, catalog, live.checks);
      store.writer.exec("RELEASE schema");
      store.catalog = catalog;
      return live;
    } catch (error) {
      store.writer.exec("ROLLBACK TO schema");
      store.writer.exec("RELEASE schema");
      throw error;
    }
  }

  #live(generation: Generation, catalog: Catalog): Live {
    const validated = generation.schema?.validated ?? false;
    const checks = new SchemaChecks(this.#idTable, validated);
    return { generation, checks, catalog };
  }
}
