import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The colour of water in a stone channel. The page's own copy for CSS is in tokens.css. */
const race: MantineColorsTuple = [
  '#e6f5f6',
  '#cbe8ea',
  '#9fd5d9',
  '#6fc2c9',
  '#43b0ba',
  '#1f96a3',
  '#0f7f8c',
  '#0b6b76',
  '#085660',
  '#05424a',
];

export const theme = createTheme({
  primaryColor: 'race',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { race },
  fontFamily: 'var(--mr-sans)',
  fontFamilyMonospace: 'var(--mr-mono)',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
