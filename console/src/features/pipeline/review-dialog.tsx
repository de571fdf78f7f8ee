import { ConfirmDialog } from '@/components/confirm-dialog';
import { DiffView } from '@/components/diff-view';
import { Fact } from '@/components/fact';
import { Tags } from '@/components/tags';
import type { PipelineWish } from '@/lib/api';
import { changesOf } from '@/lib/diff';
import { badRowsWord, deletesWord, initialSnapshotWord, schemaChangesWord } from './choices';
import type { PipelineBody } from './pipeline-draft';
import { TableList } from './table-list';
import classes from './review-dialog.module.css';

type Props = {
  opened: boolean;
  name: string;
  body: PipelineBody;
  stored: PipelineWish | null;
  onClose: () => void;
  onConfirm: () => void;
};

/** What is about to be made, or what is about to be different. */
export function ReviewDialog({ opened, name, body, stored, onClose, onConfirm }: Props) {
  if (stored) {
    const { name: _name, restarts: _restarts, ...before } = stored;
    return (
      <ConfirmDialog
        opened={opened}
        title={`Save ${name}?`}
        action="Save"
        onClose={onClose}
        onConfirm={onConfirm}
      >
        <p>It goes on with this from where it is. The history can bring back what is now.</p>
        <DiffView changes={changesOf(before, body)} />
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      opened={opened}
      title={`Create ${name}?`}
      action="Create pipeline"
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <dl className={classes.facts}>
        <Fact label="Way">
          {body.source} → {body.destination}
        </Fact>
        <Fact label="Schema changes">{schemaChangesWord(body.schemaChanges)}</Fact>
        <Fact label="Deleted rows">{deletesWord(body.deletes)}</Fact>
        <Fact label="Refused rows">{badRowsWord(body.badRows)}</Fact>
        <Fact label="New tables">{initialSnapshotWord(body.initialSnapshot)}</Fact>
        {body.tags.length > 0 ? (
          <Fact label="Tags">
            <Tags tags={body.tags} />
          </Fact>
        ) : null}
      </dl>
      <TableList tables={body.tables} />
      <p>
        In the source a replication slot and a publication are made, if it is a database that has those; in
        the destination the tables that are missing.
      </p>
    </ConfirmDialog>
  );
}
