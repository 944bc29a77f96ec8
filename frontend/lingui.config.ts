import { defineConfig } from '@lingui/cli';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'ja', 'zh-Hant'],
  catalogs: [{ path: 'src/locales/{locale}', include: ['src'] }],
});
