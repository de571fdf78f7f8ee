import { NativeSelect } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { SearchField } from '@/components/search-field';
import { StateShape } from '@/components/state-shape';
import type { Pipeline, PipelineWish } from '@/lib/api';
import { stateWord } from '@/lib/states';
import { filtered, statesOf, tagsOf, type PipelineFilter } from './pipeline-filter';
import { PipelinesTable } from './pipelines-table';
import classes from './pipelines-list.module.css';

type Props = {
  organization: string;
  install: string;
  pipelines: readonly Pipeline[];
  wishes: readonly PipelineWish[];
  filter: PipelineFilter;
};

const NO_TAGS: readonly string[] = [];
/** The rows follow at once; the address when somebody stops typing. */
const ADDRESS_MILLIS = 300;

/** All pipelines; what is looked for is in the address, to be kept and sent to somebody. */
export function PipelinesList({ organization, install, pipelines, wishes, filter }: Props) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(filter.q ?? '');
  const rows = useMemo(() => {
    const tags = new Map(wishes.map((each) => [each.name, each.tags]));
    return pipelines.map((pipeline) => ({ pipeline, tags: tags.get(pipeline.name) ?? NO_TAGS }));
  }, [pipelines, wishes]);
  const wanted = useDeferredValue(typed);
  const found = useMemo(() => filtered(rows, { ...filter, q: wanted }), [rows, filter, wanted]);
  const inAnyState = useMemo(() => {
    const { status: _any, ...words } = filter;
    return filtered(rows, { ...words, q: wanted });
  }, [rows, filter, wanted]);
  const tags = useMemo(() => tagsOf(rows), [rows]);

  const search = (next: PipelineFilter) => void navigate({ to: '.', search: next as never, replace: true });
  const keep = useDebouncedCallback(search, ADDRESS_MILLIS);
  const { q: _q, ...others } = filter;
  const { status: _status, ...anyStatus } = filter;
  const { tag: _tag, ...anyTag } = filter;

  return (
    <div className={classes.list}>
      <div className={classes.bar}>
        <SearchField
          label="Find by name, connector, table or tag"
          value={typed}
          onChange={(value) => {
            setTyped(value);
            keep(value === '' ? others : { ...others, q: value });
          }}
        />
        {tags.length > 0 ? (
          <NativeSelect
            aria-label="Tag"
            size="sm"
            value={filter.tag ?? ''}
            data={[{ value: '', label: 'Any tag' }, ...tags]}
            onChange={({ currentTarget: { value } }) =>
              search(value === '' ? anyTag : { ...filter, tag: value })
            }
          />
        ) : null}
        <div className={classes.states} role="group" aria-label="Status">
          <Link
            to="."
            search={anyStatus as never}
            replace
            className={classes.state}
            data-chosen={filter.status === undefined || undefined}
          >
            All {inAnyState.length}
          </Link>
          {statesOf(inAnyState).map(({ state, count }) => (
            <Link
              key={state}
              to="."
              search={{ ...filter, status: state } as never}
              replace
              className={classes.state}
              data-chosen={filter.status === state || undefined}
            >
              <StateShape state={state} size={12} /> {stateWord(state)} {count}
            </Link>
          ))}
        </div>
      </div>
      {found.length === 0 ? (
        <p className={classes.none} role="status">
          No pipeline is like that.{' '}
          <Link to="." search={{} as never} onClick={() => setTyped('')}>
            Show all {rows.length}
          </Link>
        </p>
      ) : (
        <PipelinesTable organization={organization} install={install} rows={found} filter={filter} />
      )}
    </div>
  );
}
