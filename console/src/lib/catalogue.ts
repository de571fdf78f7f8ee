// The JSON of the catalogue of connector types.

export type ConnectorRole = 'SOURCE' | 'DESTINATION';
/** What a row that was deleted in the source does to the destination. */
export type Deletes = 'HARD' | 'SOFT' | 'IGNORE';

export type Verified = 'END_TO_END' | 'VALIDATED';
export type Plugin = { name: string; version: string; licences: string[] };

export type ConnectorField = {
  name: string;
  title: string;
  kind: 'TEXT' | 'PORT' | 'NUMBER' | 'BOOLEAN' | 'CHOICE';
  required: boolean;
  secret: boolean;
  /** Secrets are sealed for its value, and sent to no other. */
  binds?: boolean;
  default?: string | null;
  description?: string | null;
  choices?: string[] | null;
  minimum?: number | null;
  maximum?: number | null;
  group?: string | null;
  advanced?: boolean;
  roles?: ConnectorRole[] | null;
  /** Asked for only while another field has one of these values. */
  when?: { field: string; values: string[] } | null;
};

export type ConnectorType = {
  type: string;
  title: string;
  description: string;
  icon?: string | null;
  docs?: string | null;
  roles: ConnectorRole[];
  verified?: Partial<Record<ConnectorRole, Verified>>;
  plugins?: Partial<Record<ConnectorRole, Plugin[]>>;
  /** What a table becomes there; absent where it is schema.table. */
  collection?: { title: string; pattern: string; description: string } | null;
  /** What can be done to a deleted row; absent where all can. */
  deletes?: Deletes[] | null;
  groups?: { name: string; title: string }[];
  fields: ConnectorField[];
};
