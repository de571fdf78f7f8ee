import { FilterChips } from '@/components/filter-chips';
import { Icon } from '@/components/icon';
import { SearchField } from '@/components/search-field';
import type { ConnectorType } from '@/lib/api';
import { fittingTypes, type TypeFilter } from './type-filter';
import classes from './type-bar.module.css';

type Props = {
  types: readonly ConnectorType[];
  filter: TypeFilter;
  /** Where the role is fixed already, it is not to be chosen. */
  roles: boolean;
  onChange: (filter: TypeFilter) => void;
};

/** What looks for a type, where there are many of them. */
export function TypeBar({ types, filter, roles, onChange }: Props) {
  const { q, role } = filter;
  const named = fittingTypes(types, q ? { q } : {});
  const count = (each: 'SOURCE' | 'DESTINATION') => named.filter((type) => type.roles.includes(each)).length;
  return (
    <div className={classes.bar}>
      <SearchField
        label="Find by name or role"
        value={q ?? ''}
        onChange={(value) => onChange({ ...(value === '' ? {} : { q: value }), ...(role ? { role } : {}) })}
      />
      {roles ? (
        <FilterChips
          label="Role"
          chosen={role}
          all={named.length}
          chips={[
            {
              value: 'SOURCE',
              title: 'Sources',
              mark: <Icon name="source" size={13} />,
              count: count('SOURCE'),
            },
            {
              value: 'DESTINATION',
              title: 'Destinations',
              mark: <Icon name="destination" size={13} />,
              count: count('DESTINATION'),
            },
          ]}
          onChoose={(chosen) => onChange({ ...(q ? { q } : {}), ...(chosen ? { role: chosen } : {}) })}
        />
      ) : null}
    </div>
  );
}
