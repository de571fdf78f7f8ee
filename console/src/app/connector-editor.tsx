import { ConnectorForm } from '@/features/connector/connector-form';
import { draftOf } from '@/features/connector/draft';
import { FindingNote } from '@/features/connection-test/finding-note';
import { TestPanel } from '@/features/connection-test/test-panel';
import type { Connector, ConnectorRole, ConnectorType } from '@/lib/api';
import { useConnectionTest } from '@/lib/use-connection-test';
import { useInstall } from './install-context';

type Props = {
  type: ConnectorType;
  stored: { connector: Connector; etag: string | undefined } | null;
  role: ConnectorRole;
  taken: readonly string[];
  onSaved: (connector: Connector) => void;
};

/** The form of a connector with its test beside it. */
export function ConnectorEditor({ type, stored, role, taken, onSaved }: Props) {
  const { organization, install } = useInstall();
  const testing = useConnectionTest(organization, install.id);
  return (
    <ConnectorForm
      organization={organization}
      install={install.id}
      sealingKey={install.sealingKey}
      type={type}
      first={stored ? draftOf(stored.connector, role) : { name: '', role, values: {}, secrets: {} }}
      stored={stored}
      taken={taken}
      testing={testing}
      testPanel={(onTest) => (
        <TestPanel
          testing={testing}
          onTest={onTest}
          waitsFor="When name and fields are filled in, the connection is tried from inside your data plane."
        />
      )}
      showFinding={(finding) => <FindingNote key={finding.code + finding.what} finding={finding} />}
      onSaved={onSaved}
    />
  );
}
