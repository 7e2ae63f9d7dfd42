/** VitePress's own theme, with tables that have room and can be searched. Ours comes second, or its rules would lose. */
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import SearchableTable from './SearchableTable.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('SearchableTable', SearchableTable);
  },
} satisfies Theme;
