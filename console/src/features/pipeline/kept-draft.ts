import { EMPTY, type Draft } from './pipeline-draft';

// One may leave a half-done pipeline to make a connector for it, and come back.
const key = (install: string) => `millrace-pipeline-draft-${install}`;

export function keptDraft(install: string): Draft {
  try {
    const kept = sessionStorage.getItem(key(install));
    return kept === null ? EMPTY : { ...EMPTY, ...(JSON.parse(kept) as Partial<Draft>) };
  } catch {
    // Storage may be switched off or hold something else; then one begins anew.
    return EMPTY;
  }
}

export function keepDraft(install: string, draft: Draft | null): void {
  try {
    if (draft === null) {
      sessionStorage.removeItem(key(install));
    } else {
      sessionStorage.setItem(key(install), JSON.stringify(draft));
    }
  } catch {
    // Then it lasts until the page is left.
  }
}
