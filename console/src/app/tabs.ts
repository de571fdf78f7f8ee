/** Behind the first one, which is where an address names none. */
export const PIPELINE_TABS = ['tables', 'parts', 'events', 'history', 'settings'] as const;
export const CONNECTOR_TABS = ['edit', 'history'] as const;

export type PipelineTab = (typeof PIPELINE_TABS)[number];
export type ConnectorTab = (typeof CONNECTOR_TABS)[number];
