import type { SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';

/** What a column holds; `whole` is unsigned, `tokens` a list. A `?` allows nulls. */
export type ColumnType = 'text' | 'text?' | 'number' | 'whole' | 'tokens' | 'numbers?';
export type Columns<Row> = Readonly<Record<keyof Row & string, ColumnType>>;

/** Rows in a row group. It is all that is held in memory: with token ids some tens of megabytes. */
const rowsAtOnce = 250;

/** A Parquet file that is written a row group at a time. */
export class ParquetTable<Row extends object> {
  private readonly writer: ParquetWriter;
  private rows: Row[] = [];

  constructor(
    path: string,
    private readonly columns: Columns<Row>,
  ) {
    this.writer = new ParquetWriter({
      writer: fileWriter(path),
      schema: schemaOf(columns),
      createdBy: 'roundtrip',
    });
  }

  async write(rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      this.rows.push(row);
      if (this.rows.length === rowsAtOnce) await this.flush();
    }
  }

  async close(): Promise<void> {
    await this.flush();
    await this.writer.finish();
  }

  private async flush(): Promise<void> {
    const { rows } = this;
    if (rows.length === 0) return;
    this.rows = [];
    const names = Object.keys(this.columns) as (keyof Row & string)[];
    await this.writer.write({
      columnData: names.map((name) => ({ name, data: rows.map((row) => cell(row[name])) })),
      rowGroupSize: rowsAtOnce,
    });
  }
}

/** The library takes lists as arrays of its own to change. */
function cell(value: unknown): unknown {
  return Array.isArray(value) ? [...value] : value;
}

function schemaOf(columns: Readonly<Record<string, ColumnType>>): SchemaElement[] {
  const entries = Object.entries(columns);
  return [
    { name: 'root', num_children: entries.length },
    ...entries.flatMap(([name, type]) => columnSchema(name, type)),
  ];
}

function columnSchema(name: string, type: ColumnType): SchemaElement[] {
  const repetition_type = type.endsWith('?') ? 'OPTIONAL' : 'REQUIRED';
  switch (type) {
    case 'text':
    case 'text?':
      return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }];
    case 'number':
      return [{ name, type: 'DOUBLE', repetition_type }];
    case 'whole':
      return [{ name, type: 'INT32', converted_type: 'UINT_32', repetition_type }];
    case 'tokens':
      return listSchema(name, 'INT32', repetition_type);
    case 'numbers?':
      return listSchema(name, 'DOUBLE', repetition_type);
  }
}

/** The three levels of a list that the Parquet format prescribes. */
function listSchema(
  name: string,
  type: 'INT32' | 'DOUBLE',
  repetition_type: 'OPTIONAL' | 'REQUIRED',
): SchemaElement[] {
  return [
    { name, repetition_type, converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type, repetition_type: 'REQUIRED' },
  ];
}
