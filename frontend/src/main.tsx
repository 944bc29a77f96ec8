import '@fontsource-variable/inter/wght.css';
import './app/mantine.css';
import './app/tokens.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { client } from './app/client';
import { showDensity } from './app/density';
import { activate, currentLocale } from './app/i18n';
import { router } from './app/router';
import { cssVars, theme } from './app/theme';
import { Toasts } from './app/toasts';

const root = document.getElementById('root');

showDensity();
await activate(currentLocale());
if (root) {
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <MantineProvider theme={theme} cssVariablesResolver={cssVars} defaultColorScheme="auto">
          <Provider value={client}>
            <RouterProvider router={router} />
          </Provider>
          <Toasts />
        </MantineProvider>
      </I18nProvider>
    </StrictMode>,
  );
}
