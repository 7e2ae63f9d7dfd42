/** VitePress's own theme, with tables that have room and can be searched. Ours comes second, or its rules would lose. */
import { defineAsyncComponent } from 'vue';
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import SearchableTable from './SearchableTable.vue';
import './style.css';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('SearchableTable', SearchableTable);
    // Loaded by the page that shows it, and by no other.
    app.component(
      'CodePlayground',
      defineAsyncComponent(() => import('./playground/Playground.vue')),
    );
  },
};
export default theme;
