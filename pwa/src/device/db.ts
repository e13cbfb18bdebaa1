/** One IndexedDB database: transactions that are done only when they are durable, and a lost connection opened again once. */
import { host } from "./host";

export type Work<T> = (tx: IDBTransaction) => Promise<T> | T;
export interface Options {
  /** `strict`: on the disk before it resolves. Chrome's default has been `relaxed` since 121. */
  durability?: "strict" | "relaxed";
}
export interface Store {
  read<T>(stores: string[], work: Work<T>): Promise<T>;
  /** Resolves after the transaction's `complete` event and never before; rejects with nothing changed. */
  write<T>(stores: string[], work: Work<T>, options?: Options): Promise<T>;
  close(): Promise<void>;
}

/** The result of one request, inside a transaction. */
export function ask<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Everything an index or store holds in a range, newest first, at most `limit`. */
export function newest<T>(source: IDBObjectStore | IDBIndex, range: IDBKeyRange | null, limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const found: T[] = [];
    const request = source.openCursor(range, "prev");
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor || found.length >= limit) return resolve(found);
      found.push(cursor.value as T);
      cursor.continue();
    };
  });
}

export const isFull = (error: unknown): boolean => error instanceof Error && error.name === "QuotaExceededError";

type Upgrade = (db: IDBDatabase, from: number) => void;

/** A newer app may have been here before this one was put back. Databases only grow, as the wire does: it is opened as it stands. */
function open(name: string, version: number, upgrade: Upgrade): Promise<IDBDatabase> {
  return openAt(name, version, upgrade).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "VersionError") return openAt(name, undefined, upgrade);
    throw error;
  });
}

function openAt(name: string, version: number | undefined, upgrade: Upgrade): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = host.indexedDB.open(name, version);
    request.onupgradeneeded = (event) => upgrade(request.result, event.oldVersion);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error(`database ${name} is held by an older tab`));
  });
}

function run<T>(db: IDBDatabase, stores: string[], mode: IDBTransactionMode, work: Work<T>, options: Options): Promise<T> {
  return new Promise((resolve, reject) => {
    const tx = db.transaction(stores, mode, { durability: options.durability ?? "default" });
    let failure: unknown = null;
    let result: T;
    tx.oncomplete = () => resolve(result);
    tx.onabort = () => reject(failure ?? tx.error ?? new DOMException("transaction aborted", "AbortError"));
    Promise.resolve()
      .then(() => work(tx))
      .then(
        (value) => {
          result = value;
        },
        (error: unknown) => {
          failure = error;
          abort(tx);
        },
      );
  });
}

function abort(tx: IDBTransaction): void {
  try {
    tx.abort();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error; // it has ended by itself
  }
}

/**
 * A database by name, opened on first use. iOS drops the connection in the background and any browser may after an error:
 * what fails for want of a connection is done once more on a new one, so work must be idempotent.
 */
export function store(name: string, version: number, upgrade: Upgrade): Store {
  let opened: Promise<IDBDatabase> | null = null;

  function connection(): Promise<IDBDatabase> {
    opened ??= open(name, version, upgrade).then(watched, (error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  }

  function watched(db: IDBDatabase): IDBDatabase {
    db.onclose = () => {
      opened = null;
    };
    db.onversionchange = () => {
      db.close(); // a newer tab upgrades; this one opens again when it next needs to
      opened = null;
    };
    return db;
  }

  async function attempt<T>(stores: string[], mode: IDBTransactionMode, work: Work<T>, options: Options): Promise<T> {
    return run(await connection(), stores, mode, work, options);
  }

  async function twice<T>(stores: string[], mode: IDBTransactionMode, work: Work<T>, options: Options = {}): Promise<T> {
    try {
      return await attempt(stores, mode, work, options);
    } catch (error) {
      if (!isLost(error)) throw error;
      await close();
      return attempt(stores, mode, work, options);
    }
  }

  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    await closing?.then(
      (db) => db.close(),
      () => undefined, // it never opened, so there is nothing to close
    );
  }

  return {
    read: (stores, work) => twice(stores, "readonly", work),
    write: (stores, work, options) => twice(stores, "readwrite", work, options),
    close,
  };
}

const LOST = new Set(["InvalidStateError", "UnknownError", "AbortError", "TransactionInactiveError"]);

/** Whether an error may come from a dead connection. A full disk and our own refusals never do. */
const isLost = (error: unknown): boolean => error instanceof DOMException && LOST.has(error.name);
