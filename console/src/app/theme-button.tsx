import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconButton } from '@/components/icon-button';
import type { IconName } from '@/components/icon';

export function ThemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <IconButton
      label={`Theme: ${WORDS[colorScheme]}`}
      icon={ICONS[colorScheme]}
      onClick={() => setColorScheme(nextScheme(colorScheme))}
    />
  );
}

const WORDS: Record<MantineColorScheme, string> = { auto: 'as the system', light: 'light', dark: 'dark' };
const ICONS: Record<MantineColorScheme, IconName> = { auto: 'system', light: 'sun', dark: 'moon' };

export function nextScheme(scheme: MantineColorScheme): MantineColorScheme {
  switch (scheme) {
    case 'auto':
      return 'light';
    case 'light':
      return 'dark';
    case 'dark':
      return 'auto';
  }
}
