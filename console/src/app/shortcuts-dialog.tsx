import { Kbd, Modal, Switch } from '@mantine/core';
import { setShortcutsEnabled, useShortcutsEnabled } from '@/lib/shortcuts-preference';
import classes from './shortcuts-dialog.module.css';

type Props = { opened: boolean; onClose: () => void };

const KEYS = [
  { key: 'Ctrl K', what: 'Search pipelines, connectors, pages and actions (⌘K on a Mac)' },
  { key: 'p', what: 'Pause or resume the pipeline (asks first)' },
  { key: 'r', what: 'How far back the charts of a pipeline go' },
  { key: 't', what: 'Theme: as the system, light, dark' },
  { key: '?', what: 'These shortcuts' },
  { key: 'Esc', what: 'Close a dialog' },
];

export function ShortcutsDialog({ opened, onClose }: Props) {
  const enabled = useShortcutsEnabled();
  return (
    <Modal.Root opened={opened} onClose={onClose} lockScroll={false} centered>
      <Modal.Overlay />
      <Modal.Content>
        {/* A group, or else it would count as the page's banner. */}
        <Modal.Header role="group">
          <Modal.Title>Keyboard shortcuts</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </Modal.Header>
        <Modal.Body>
          <dl className={classes.keys}>
            {KEYS.map(({ key, what }) => (
              <div key={key} className={classes.row}>
                <dt>
                  <Kbd>{key}</Kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <Switch
            label="Single-key shortcuts"
            description="Off, only ? still works."
            checked={enabled}
            onChange={(event) => setShortcutsEnabled(event.currentTarget.checked)}
          />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
