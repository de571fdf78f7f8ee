import { useState } from 'react';
import type { Install } from '@/lib/api';
import { changesBetween } from './changes';

export function useAnnouncement(install: Install | undefined): string {
  const [previous, setPrevious] = useState(install);
  const [text, setText] = useState('');
  if (install !== previous) {
    setPrevious(install);
    if (previous && install) {
      const changes = changesBetween(previous, install);
      if (changes.length > 0) {
        setText(changes.join(' '));
      }
    }
  }
  return text;
}
