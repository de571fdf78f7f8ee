import type {
  BadRows,
  ConnectorType,
  Deletes,
  FieldError,
  InitialSnapshot,
  PipelineTable,
  PipelineWish,
  SchemaChanges,
  TransformChanges,
  TransformPreviewRequest,
  TransformTest,
} from '@/lib/api';

/** A pipeline while it is being put together. */
export type Draft = {
  name: string;
  source: string;
  destination: string;
  tables: { source: string; destination: string; transform: string; tests?: TransformTest[] | null }[];
  schemaChanges: SchemaChanges;
  deletes: Deletes;
  transformChanges: TransformChanges;
  badRows: BadRows;
  initialSnapshot: InitialSnapshot;
  tags: string;
};

export type PipelineBody = Omit<PipelineWish, 'name' | 'restarts'>;

export const EMPTY: Draft = {
  name: '',
  source: '',
  destination: '',
  tables: [],
  schemaChanges: 'FOLLOW',
  deletes: 'HARD',
  transformChanges: 'REPROCESS',
  badRows: 'SET_ASIDE',
  initialSnapshot: 'ALL',
  tags: '',
};

const NAME = /^[a-z][a-z0-9-]{0,62}$/;
const TABLE = /^[^.\s]+\.[^.\s]+$/;
const TAG = /^[\p{L}\p{N}._:/-]{1,40}$/u;

export function draftOf({ tags, tables, ...wish }: PipelineWish): Draft {
  return {
    ...wish,
    tables: tables.map(({ transform, ...table }) => ({ ...table, transform: transform ?? '' })),
    tags: tags.join(' '),
  };
}

export function isTable(name: string): boolean {
  return TABLE.test(name);
}

export function tagsOf(draft: Draft): string[] {
  return [...new Set(draft.tags.split(/[\s,]+/).filter(Boolean))].toSorted();
}

export function bodyOf(draft: Draft, runState: PipelineWish['runState']): PipelineBody {
  const { source, destination, schemaChanges, deletes, transformChanges, badRows, initialSnapshot } = draft;
  const tables = draft.tables.map(({ transform, tests, ...table }): PipelineTable => {
    const statement = transform.trim();
    return statement === '' ? table : { ...table, transform: statement, ...(tests ? { tests } : {}) };
  });
  const choices = { schemaChanges, deletes, transformChanges, badRows, initialSnapshot };
  return { source, destination, tables, runState, ...choices, tags: tagsOf(draft) };
}

/** What is tried of one table's transform, saved or not. */
export function previewOf(draft: Draft, table: Draft['tables'][number]): TransformPreviewRequest {
  return {
    pipeline: draft.name === '' ? 'new' : draft.name,
    source: draft.source,
    table: table.source,
    transform: table.transform.trim(),
    tests: table.tests ?? [],
    inputs: draft.tables.map(({ source }) => source),
  };
}

/** What is wrong with what a table is called in the destination; null if nothing is. */
function misnamed(destination: string, type: ConnectorType | undefined): string | null {
  if (type?.collection) {
    const fits = new RegExp(`^(?:${type.collection.pattern})$`, 'u').test(destination);
    return fits ? null : `It is not ${type.collection.description}.`;
  }
  return isTable(destination) ? null : 'Name it schema.table, such as public.orders.';
}

/**
 * What can be told without the server; under the names by which the server would tell it.
 * @param type of the destination, once there is one
 */
export function complaintsAbout(
  draft: Draft,
  taken: readonly string[],
  type: ConnectorType | undefined,
): FieldError[] {
  const errors: FieldError[] = [];
  const complain = (field: string, message: string) => errors.push({ field, message });
  if (draft.source === '') {
    complain('source', 'Choose where the rows come from.');
  }
  if (draft.destination === '') {
    complain('destination', 'Choose where the rows go.');
  }
  if (draft.tables.length === 0) {
    complain('tables', 'Choose at least one table.');
  }
  draft.tables.forEach(({ destination, transform }, index) => {
    const wrong = misnamed(destination, type);
    if (wrong !== null) {
      complain(`tables[${index}].destination`, wrong);
    }
    if (transform.trim() !== '' && !/^select\b/i.test(transform.trim())) {
      complain(`tables[${index}].transform`, 'It must be a Flink SQL SELECT; empty passes rows as they are.');
    }
  });
  tagsOf(draft).forEach((tag) => {
    if (!TAG.test(tag)) {
      complain('tags', `"${tag}" is no tag: use letters, digits, and . _ : / -.`);
    }
  });
  if (draft.name === '') {
    complain('name', 'Give it a name.');
  } else if (!NAME.test(draft.name)) {
    complain('name', 'Use a to z, 0 to 9 and -, and begin with a letter.');
  } else if (taken.includes(draft.name)) {
    complain('name', `There is a pipeline ${draft.name} already.`);
  }
  return errors;
}
