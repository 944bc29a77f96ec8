import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

// Greys with a little blue: the dark theme's surfaces and the light theme's text.
const dark: MantineColorsTuple = [
  '#ececf1',
  '#d3d5dc',
  '#a9adb8',
  '#868b98',
  '#5b606d',
  '#3a3d47',
  '#292c34',
  '#191b20',
  '#121317',
  '#0d0e11',
];
const iris: MantineColorsTuple = [
  '#eeefff',
  '#e0e2ff',
  '#c6c9fe',
  '#a5a8fb',
  '#8583f6',
  '#6d67ee',
  '#5d50e2',
  '#4f46d9',
  '#4338bd',
  '#373094',
];

export const fonts =
  "'Inter Variable', 'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'PingFang TC', 'Noto Sans TC', 'Noto Sans CJK TC', system-ui, sans-serif";

export const theme = createTheme({
  fontFamily: fonts,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 7 },
  colors: { dark, iris },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem' },
  spacing: { xs: '0.375rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  radius: { sm: '5px', md: '7px', lg: '10px' },
  headings: { fontWeight: '620' },
  // The palette is a dialog without a title; those that have one are called by it.
  components: {
    ModalContent: { defaultProps: { 'aria-label': 'Baton' } },
    Portal: { defaultProps: { target: '#layers' } },
  },
});

/** Mantine's own dimmed text is too pale to be read by everybody. */
export const cssVars: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#191b20',
    '--mantine-color-dimmed': '#5c636a',
    '--mantine-color-placeholder': '#636b73',
    '--mantine-color-error': '#b91c1c',
    '--mantine-color-default-border': '#d5d7de',
  },
  dark: {
    '--mantine-color-body': '#121317',
    '--mantine-color-text': '#ececf1',
    '--mantine-color-dimmed': '#a6adb4',
    '--mantine-color-placeholder': '#a6adb4',
    '--mantine-color-error': '#ff9b9b',
    '--mantine-color-default': '#191b20',
    '--mantine-color-default-hover': '#22252c',
    '--mantine-color-default-border': '#32353f',
  },
});
