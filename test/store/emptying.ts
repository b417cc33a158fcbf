/**
 * Tables for a test, at a thirtieth of what making them costs: those of the last test are emptied, unless it changed
 * their shape.
 */
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";

/** Everything that a test may have altered, as one text. */
const SHAPE = `select md5(string_agg(part, ';' order by part)) as shape from (
    select format('%s.%s %s', attrelid::regclass, attname, atttypid) from pg_attribute
      join pg_class on pg_class.oid = attrelid where relnamespace = 'public'::regnamespace and not attisdropped
    union all select format('%s %s', tgrelid::regclass, tgname) from pg_trigger where not tgisinternal
    union all select format('%s %s', conrelid::regclass, conname) from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select indexname from pg_indexes where schemaname = 'public'
    union all select format('%s %s', proname, md5(prosrc)) from pg_proc where pronamespace = 'public'::regnamespace
  ) parts(part)`;

/** Rows that the migrations wrote are kept aside, in a schema of their own. */
const KEEP_SEEDS = `do $$ declare name text; has_rows boolean; begin
    drop schema if exists seeds cascade;
    create schema seeds;
    for name in select tablename from pg_tables where schemaname = 'public' loop
      execute format('select exists (select from public.%I)', name) into has_rows;
      if has_rows then execute format('create table seeds.%I as table public.%I', name, name); end if;
    end loop;
  end $$`;

/** No trigger and no reference is asked: all rows go. */
const EMPTY = `do $$ declare name text; begin
    set local session_replication_role = replica;
    for name in select tablename from pg_tables where schemaname = 'public' loop
      execute format('delete from public.%I', name);
      if to_regclass(format('seeds.%I', name)) is not null then
        execute format('insert into public.%I table seeds.%I', name, name);
      end if;
    end loop;
    perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
      from pg_sequences where schemaname = 'public' and last_value is not null;
  end $$`;

const shapes = new WeakMap<Database, string>();

/** Brings the database to empty tables of this release, whatever a test left in it. */
export async function emptyTables(database: Database): Promise<void> {
  const known = shapes.get(database);
  if (known !== undefined && (await shapeOf(database)) === known) {
    await database.query(EMPTY);
    return;
  }
  await dropTables(database);
  await migrate(database);
  await database.query(KEEP_SEEDS);
  shapes.set(database, await shapeOf(database));
}

/** Leaves the database without a table. */
export async function dropTables(database: Database): Promise<void> {
  await database.query("drop schema public cascade");
  await database.query("create schema public");
}

async function shapeOf(database: Database): Promise<string> {
  const [row] = await database.query<{ shape: string }>(SHAPE);
  return row?.shape ?? "";
}
