import type { ComponentProps } from 'react';
import type { ConnectorField, ConnectorType } from '@/lib/api';
import { FieldGroup } from './field-group';
import classes from './field-groups.module.css';

type Props = Omit<ComponentProps<typeof FieldGroup>, 'title'>;

/** The groups in the schema's order; what hardly anybody needs is folded. */
export function FieldGroups({ type, fields, ...shared }: Props) {
  const plain = fields.filter(({ advanced }) => !advanced);
  const advanced = fields.filter((field) => field.advanced);
  return (
    <>
      {grouped(type, plain).map(([title, group]) => (
        <FieldGroup key={title} {...shared} type={type} title={title} fields={group} />
      ))}
      {advanced.length > 0 ? (
        <details className={classes.advanced}>
          <summary className={classes.summary}>
            Advanced <span className={classes.count}>{advanced.length}</span>
          </summary>
          <div className={classes.body}>
            {grouped(type, advanced).map(([title, group]) => (
              <FieldGroup key={title} {...shared} type={type} title={title} fields={group} />
            ))}
          </div>
        </details>
      ) : null}
    </>
  );
}

/** Fields without a known group come first, under the type's name. */
function grouped(type: ConnectorType, fields: readonly ConnectorField[]): [string, ConnectorField[]][] {
  const groups = type.groups ?? [];
  const known = new Set(groups.map(({ name }) => name));
  const loose = fields.filter(({ group }) => !group || !known.has(group));
  const named = groups.map(({ name, title }): [string, ConnectorField[]] => [
    title,
    fields.filter(({ group }) => group === name),
  ]);
  return [[type.title, loose] satisfies [string, ConnectorField[]], ...named].filter(
    ([, each]) => each.length > 0,
  );
}
