export type PaletteItem = {
  kind: 'Page' | 'Action' | 'Pipeline' | 'Connector';
  title: string;
  detail?: string;
  run: () => void;
};

const MOST = 40;

/** Those with every word; where a title begins with what was typed, first. */
export function matching(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const wanted = typed.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  return items
    .filter(({ kind, title, detail }) => {
      const text = `${kind} ${title} ${detail ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((item, index) => ({ item, index, rank: rank(item.title.toLowerCase(), wanted) }))
    .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, MOST)
    .map(({ item }) => item);
}

function rank(title: string, wanted: string): number {
  if (wanted === '' || title === wanted) {
    return 0;
  }
  return title.startsWith(wanted) ? 1 : title.includes(wanted) ? 2 : 3;
}
