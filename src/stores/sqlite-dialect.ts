import type Sqlite from "better-sqlite3";
import { CompiledQuery, type Dialect, SqliteDialect } from "kysely";

/**
 * Kysely over one SQLite connection. SQLite ends a transaction by itself where the disk is full or fails; rolling it back
 * once more would fail, and that failure would stand for the first. A transaction takes the right to write at its beginning:
 * one that first read what another process then changed would be refused at once, however long it may wait.
 */
export function sqliteDialect(database: Sqlite.Database): Dialect {
  const dialect = new SqliteDialect({ database });
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
