// The connector types of the fake: one with all that a schema can say, one as plain as can be.

/** @typedef {import('../src/lib/api').ConnectorType} ConnectorType */
/** @typedef {import('../src/lib/api').ConnectorField} Field */

/**
 * @param {string} name
 * @param {string} title
 * @param {Partial<Field>} [more]
 * @returns {Field}
 */
const field = (name, title, more = {}) => ({
  name,
  title,
  kind: 'TEXT',
  required: false,
  secret: false,
  default: null,
  description: '',
  ...more,
});

/** @type {ConnectorType[]} */
export const CONNECTOR_TYPES = [
  {
    type: 'postgres',
    title: 'PostgreSQL',
    description: 'A PostgreSQL database, version 12 or newer: read by logical replication, or written to.',
    icon: 'postgres',
    docs: 'https://debezium.io/documentation/reference/stable/connectors/postgresql.html',
    roles: ['SOURCE', 'DESTINATION'],
    verified: { SOURCE: 'END_TO_END', DESTINATION: 'END_TO_END' },
    plugins: {
      SOURCE: [{ name: 'debezium-connector-postgres', version: '3.6.0', licences: ['Apache-2.0'] }],
      DESTINATION: [{ name: 'debezium-connector-jdbc', version: '3.6.0', licences: ['Apache-2.0'] }],
    },
    groups: [
      { name: 'connection', title: 'Connection' },
      { name: 'security', title: 'Encryption' },
      { name: 'reading', title: 'Reading' },
    ],
    fields: [
      field('hostname', 'Host', {
        required: true,
        binds: true,
        group: 'connection',
        description: 'Its name or address, as seen from the data plane.',
      }),
      field('port', 'Port', {
        kind: 'PORT',
        binds: true,
        default: '5432',
        group: 'connection',
        description: '1 to 65535.',
      }),
      field('database', 'Database', { required: true, binds: true, group: 'connection' }),
      field('username', 'User', {
        required: true,
        group: 'connection',
        description: "Who logs in. A source's user needs REPLICATION and SELECT on the tables.",
      }),
      field('password', 'Password', {
        secret: true,
        group: 'connection',
        description: "Sealed to the install's runner before it is sent.",
      }),
      field('sslmode', 'TLS', {
        kind: 'CHOICE',
        binds: true,
        choices: ['prefer', 'disable', 'require', 'verify-full'],
        default: 'prefer',
        group: 'security',
        description: "Whether the connection must be encrypted, and the server's certificate checked.",
      }),
      field('sslrootcert', "Authority's certificate", {
        group: 'security',
        required: true,
        description: "PEM of the authority that signed the server's certificate.",
        when: { field: 'sslmode', values: ['verify-full'] },
      }),
      field('snapshotFetchSize', 'Rows at once', {
        kind: 'NUMBER',
        default: '10240',
        minimum: 1,
        maximum: 1_000_000,
        group: 'reading',
        advanced: true,
        roles: ['SOURCE'],
        description: 'How many rows one read of the initial load takes.',
      }),
      field('heartbeat', 'Heartbeat', {
        kind: 'BOOLEAN',
        default: 'true',
        group: 'reading',
        advanced: true,
        roles: ['SOURCE'],
        description: 'Moves the slot on while none of the tables changes.',
      }),
    ],
  },
  {
    type: 'mariadb',
    title: 'MariaDB',
    description: 'A MariaDB server, version 10.6 or newer: read by its binary log, or written to.',
    roles: ['SOURCE', 'DESTINATION'],
    verified: { SOURCE: 'END_TO_END', DESTINATION: 'VALIDATED' },
    plugins: {
      SOURCE: [{ name: 'debezium-connector-mariadb', version: '3.6.0', licences: ['Apache-2.0'] }],
      DESTINATION: [{ name: 'debezium-connector-jdbc', version: '3.6.0', licences: ['Apache-2.0'] }],
    },
    fields: [
      field('hostname', 'Host', { required: true, binds: true }),
      field('port', 'Port', { kind: 'PORT', binds: true, default: '3306' }),
      field('username', 'User', { required: true }),
      field('password', 'Password', { secret: true }),
    ],
  },
  {
    type: 'iceberg',
    title: 'Apache Iceberg',
    description: 'Tables in a data lake, through a REST catalogue.',
    roles: ['DESTINATION'],
    verified: { DESTINATION: 'VALIDATED' },
    plugins: {
      DESTINATION: [{ name: 'iceberg-kafka-connect', version: '1.11.0', licences: ['Apache-2.0'] }],
    },
    fields: [
      field('uri', 'Catalogue', { required: true, binds: true }),
      field('warehouse', 'Warehouse', { required: true }),
    ],
  },
];
