import type Sqlite from "better-sqlite3";
import { CompiledQuery, type Dialect, type SqliteDatabase, SqliteDialect } from "kysely";

/** More than the office has statements, but for those whose lists vary in length. */
const MOST_STATEMENTS = 200;

/**
 * Kysely over one SQLite connection. SQLite ends a transaction by itself where the disk is full or fails; rolling it back
 * once more would fail, and that failure would stand for the first. A transaction takes the right to write at its beginning:
 * one that first read what another process then changed would be refused at once, however long it may wait.
 */
export function sqliteDialect(database: Sqlite.Database): Dialect {
  const dialect = new SqliteDialect({ database: keepingStatements(database) });
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver();
      const rollBack = driver.rollbackTransaction.bind(driver);
      driver.rollbackTransaction = async (connection) => {
        if (database.inTransaction) await rollBack(connection);
      };
      driver.beginTransaction = async (connection) => {
        await connection.executeQuery(CompiledQuery.raw("begin immediate"));
      };
      return driver;
    },
  };
}

/**
 * Prepares each statement once, those used last. The query builder would have it done for every query, which takes a third of a short
 * one's time and leaves native memory behind that a busy process does not come to free. After a change of the tables SQLite
 * prepares what is kept anew by itself.
 */
function keepingStatements(database: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, Sqlite.Statement>();
  return {
    prepare(sql) {
      const statement = kept.get(sql) ?? database.prepare(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      if (kept.size > MOST_STATEMENTS) kept.delete(kept.keys().next().value ?? "");
      return statement;
    },
    close: () => void database.close(),
  };
}
