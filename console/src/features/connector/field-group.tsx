import type { ReactNode } from 'react';
import type { Connector, ConnectorField, ConnectorType, Finding, SealingKey } from '@/lib/api';
import { sealedTo } from '@/lib/sealing';
import { complaintAboutPlace, pathOf, type Draft } from './draft';
import { FieldInput } from './field-input';
import classes from './field-group.module.css';

type Props = {
  title: string;
  type: ConnectorType;
  fields: readonly ConnectorField[];
  draft: Draft;
  stored: Connector | null;
  sealingKey: SealingKey | null;
  errors: ReadonlyMap<string, string>;
  findings: readonly Finding[];
  showFinding: (finding: Finding) => ReactNode;
  onChange: (draft: Draft) => void;
  onLeave: () => void;
};

export function FieldGroup(props: Props) {
  const { title, type, fields, draft, stored, sealingKey, errors, findings, showFinding, onChange, onLeave } =
    props;
  const storedAs = ({ name, secret }: ConnectorField) => {
    const sealed = secret ? stored?.secrets[name] : undefined;
    return sealed === undefined ? null : sealedTo(sealed.keyId, sealingKey);
  };
  const change = ({ name, secret }: ConnectorField, value: string) =>
    onChange(
      secret
        ? { ...draft, secrets: { ...draft.secrets, [name]: value } }
        : { ...draft, values: { ...draft.values, [name]: value } },
    );
  return (
    <fieldset className={classes.group}>
      <legend className={classes.title}>{title}</legend>
      {fields.map((field) => (
        <div key={field.name} className={classes.field}>
          <FieldInput
            field={field}
            value={(field.secret ? draft.secrets : draft.values)[field.name] ?? ''}
            error={
              errors.get(pathOf(field)) ??
              (field.secret ? complaintAboutPlace(type, field, draft, stored) : null)
            }
            stored={storedAs(field)}
            onChange={(value) => change(field, value)}
            onLeave={onLeave}
          />
          {findings.filter((finding) => lastPart(finding.field) === field.name).map(showFinding)}
        </div>
      ))}
    </fieldset>
  );
}

function lastPart(path: string | null | undefined): string | undefined {
  return path?.split('.').at(-1);
}
