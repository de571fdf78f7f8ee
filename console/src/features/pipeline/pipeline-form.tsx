import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { ChoiceCards } from '@/components/choice-cards';
import { RefusalNote } from '@/components/refusal-note';
import type { Connector, ConnectorType, FieldError, PipelineWish } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import type { ConnectionTesting } from '@/lib/use-connection-test';
import { BAD_ROWS, DELETES, INITIAL_SNAPSHOT, SCHEMA_CHANGES, TRANSFORM_CHANGES } from './choices';
import { ConnectorSelect } from './connector-select';
import { FormSection } from './form-section';
import { bodyOf, complaintsAbout, previewOf, type Draft } from './pipeline-draft';
import { ReviewDialog } from './review-dialog';
import { TableEditor } from './table-editor';
import { TablePicker } from './table-picker';
import { TransformPreviewPanel } from './transform-preview-panel';
import { useSavePipeline } from './use-save-pipeline';
import classes from './pipeline-form.module.css';

type Props = {
  organization: string;
  install: string;
  connectors: readonly Connector[];
  types: readonly ConnectorType[];
  first: Draft;
  stored: { wish: PipelineWish; etag: string | undefined } | null;
  taken: readonly string[];
  /** Of the source, for the list of its tables. */
  testing: ConnectionTesting;
  testPanel: (onTest: (() => void) | null) => ReactNode;
  onDraft: (draft: Draft) => void;
  onSaved: (wish: PipelineWish) => void;
};

/** A pipeline from its source to its destination, in the order in which its rows go. */
export function PipelineForm(props: Props) {
  const { organization, install, connectors, types, stored, taken, testing, onDraft } = props;
  const [draft, setDraft] = useState(props.first);
  const [complaints, setComplaints] = useState<FieldError[]>([]);
  const [reviewing, setReviewing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const save = useSavePipeline(organization, install, props.onSaved);
  const refused = save.error ? ApiError.from(save.error, 'It was not saved') : null;
  const told = complaints.length > 0 ? complaints : (refused?.errors ?? []);
  const errors = new Map(told.map(({ field, message }) => [field.replace(/^tags\[\d+\]/, 'tags'), message]));
  const elsewhere = told.filter(({ field }) => !hasPlace(field, stored !== null));
  const source = connectors.find(({ name }) => name === draft.source);
  const destination = connectors.find(({ name }) => name === draft.destination);
  const destinationType = types.find(({ type }) => type === destination?.type);
  const body = bodyOf(draft, stored?.wish.runState ?? 'RUNNING');
  const { start, available } = testing;

  const change = (next: Partial<Draft>) => {
    const changed = { ...draft, ...next };
    setDraft(changed);
    setComplaints([]);
    save.reset();
    onDraft(changed);
  };
  const test = source
    ? () => {
        const { name, type, config } = source;
        start(Promise.resolve({ role: 'SOURCE', name, type, config, secrets: {} }));
      }
    : null;
  const tested = useRef<string | null>(null);
  useEffect(() => {
    // The source is asked for its tables as soon as it is known.
    if (source && available && tested.current !== source.name) {
      tested.current = source.name;
      test?.();
    }
  });
  const toggle = (name: string) => {
    const without = draft.tables.filter((table) => table.source !== name);
    change({
      tables:
        without.length < draft.tables.length
          ? without
          : [...draft.tables, { source: name, destination: name, transform: '' }],
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = complaintsAbout(draft, stored ? [] : taken, destinationType);
    setComplaints(found);
    if (found.length > 0) {
      setTimeout(() => focusFirstError(form.current));
    } else {
      setReviewing(true);
    }
  };
  const send = () => {
    setReviewing(false);
    save.mutate(
      { name: draft.name, body, etag: stored ? stored.etag : null },
      { onError: () => setTimeout(() => focusFirstError(form.current)) },
    );
  };

  return (
    <form
      ref={form}
      className={classes.form}
      onSubmit={submit}
      noValidate
      aria-label={stored ? `Settings of ${draft.name}` : 'New pipeline'}
    >
      <RefusalNote refused={refused} elsewhere={elsewhere} />
      <FormSection title="Source and destination" text="Two connectors; rows go from the one to the other.">
        <div className={classes.pair}>
          <ConnectorSelect
            install={install}
            role="SOURCE"
            value={draft.source}
            error={errors.get('source')}
            connectors={connectors}
            types={types}
            onChange={(name) => change({ source: name })}
          />
          <ConnectorSelect
            install={install}
            role="DESTINATION"
            value={draft.destination}
            error={errors.get('destination')}
            connectors={connectors}
            types={types}
            onChange={(name) => change({ destination: name })}
          />
        </div>
        {draft.source === '' ? null : props.testPanel(test)}
      </FormSection>
      <FormSection
        title="Tables"
        text="First what is there now is loaded, then each change, without a gap between."
      >
        <TablePicker
          known={testing.told?.tables ?? []}
          chosen={draft.tables.map((table) => table.source)}
          error={errors.get('tables')}
          onToggle={toggle}
        />
        {draft.tables.length > 0 ? (
          <ul className={classes.tables} aria-label="Chosen tables">
            {draft.tables.map((table, index) => (
              <TableEditor
                key={table.source}
                table={table}
                at={`tables[${index}]`}
                errors={errors}
                onChange={(next) =>
                  change({ tables: draft.tables.map((each) => (each.source === table.source ? next : each)) })
                }
                onRemove={() => toggle(table.source)}
                preview={
                  table.transform.trim() === '' || draft.source === '' ? null : (
                    <TransformPreviewPanel
                      organization={organization}
                      install={install}
                      asked={previewOf(draft, table)}
                    />
                  )
                }
              />
            ))}
          </ul>
        ) : null}
      </FormSection>
      <FormSection
        title="Choices"
        text="What happens when the source is changed in other ways than by new rows."
      >
        <ChoiceCards
          legend="When a table of the source gets another shape"
          name="schemaChanges"
          value={draft.schemaChanges}
          choices={SCHEMA_CHANGES}
          onChange={(schemaChanges) => change({ schemaChanges })}
        />
        <ChoiceCards
          legend="When a row is deleted in the source"
          name="deletes"
          value={draft.deletes}
          choices={DELETES.filter(({ value }) => destinationType?.deletes?.includes(value) ?? true)}
          onChange={(deletes) => change({ deletes })}
        />
        {draft.tables.some(({ transform }) => transform.trim() !== '') ? (
          <ChoiceCards
            legend="When a transform is changed"
            name="transformChanges"
            value={draft.transformChanges}
            choices={TRANSFORM_CHANGES}
            onChange={(transformChanges) => change({ transformChanges })}
          />
        ) : null}
        <ChoiceCards
          legend="When the destination refuses a row"
          name="badRows"
          value={draft.badRows}
          choices={BAD_ROWS}
          onChange={(badRows) => change({ badRows })}
        />
        <ChoiceCards
          legend="What is read of a table that is new to it"
          name="initialSnapshot"
          value={draft.initialSnapshot}
          choices={INITIAL_SNAPSHOT}
          onChange={(initialSnapshot) => change({ initialSnapshot })}
        />
      </FormSection>
      <FormSection title="Name and tags" text="By which it is found, also by the command line.">
        {stored ? null : (
          <TextInput
            label="Name"
            description="It cannot be changed later."
            placeholder="orders"
            withAsterisk
            autoComplete="off"
            spellCheck={false}
            data-field="name"
            value={draft.name}
            error={errors.get('name')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        )}
        <TextInput
          label="Tags"
          description="Words with a space between them."
          placeholder="shop team:orders"
          autoComplete="off"
          spellCheck={false}
          data-field="tags"
          value={draft.tags}
          error={errors.get('tags')}
          onChange={(event) => change({ tags: event.currentTarget.value })}
        />
      </FormSection>
      <div className={classes.actions}>
        <Button type="submit" loading={save.isPending}>
          {stored ? 'Review changes' : 'Review'}
        </Button>
      </div>
      <ReviewDialog
        opened={reviewing}
        name={draft.name}
        body={body}
        stored={stored?.wish ?? null}
        onClose={() => setReviewing(false)}
        onConfirm={send}
      />
    </form>
  );
}

/** Whether there is a field here that shows what is wrong with it. */
function hasPlace(field: string, named: boolean): boolean {
  return (
    /^(source|destination|tables|tags(\[\d+\])?|tables\[\d+\]\.(source|destination|transform))$/.test(
      field,
    ) ||
    (field === 'name' && !named)
  );
}

function focusFirstError(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.closest('details')?.setAttribute('open', '');
  field?.focus();
}
