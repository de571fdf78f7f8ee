// The connector types that a control plane knows, from the same files as it: so that their forms are
// seen and tested here as they come.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('../src/lib/api').ConnectorType} ConnectorType */
/** @typedef {import('../src/lib/api').Plugin} Plugin */
/** @typedef {{ purl: string, licence: string, place: string }} Artifact */
/** @typedef {{ name: string, artifacts?: Artifact[] }} Component */

const SPEC = join(import.meta.dirname, '../../spec');

/** @returns {ConnectorType[]} */
export function specCatalogue() {
  const { components } = json('releases/local.json');
  return readdirSync(join(SPEC, 'connector-types'))
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => {
      const type = json(`connector-types/${name}`);
      const plugins = Object.entries(type.plugins ?? {}).map(([role, names]) => [
        role,
        resolved(names, components),
      ]);
      return { ...type, plugins: Object.fromEntries(plugins) };
    });
}

/** @param {string} path */
function json(path) {
  return JSON.parse(readFileSync(join(SPEC, path), 'utf8'));
}

/**
 * @param {string[]} names each `component/plugin`
 * @param {Component[]} components
 * @returns {Plugin[]}
 */
function resolved(names, components) {
  const parts = names.map((each) => each.split('/'));
  return [...new Map(parts.map(([component, plugin]) => [plugin, component]))].map(([plugin, component]) => {
    const artifacts = (components.find(({ name }) => name === component)?.artifacts ?? []).filter(
      ({ place }) => place === `plugins/${plugin}`,
    );
    const version = /@([^?]+)/.exec(artifacts[0]?.purl ?? '')?.[1] ?? '';
    const licences = [...new Set(artifacts.map(({ licence }) => licence))].toSorted();
    return { name: plugin ?? '', version, licences };
  });
}
