/** VitePress's own theme, with tables that have room. Ours comes second, or its rules would lose. */
import { defineAsyncComponent } from 'vue';
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    // Loaded by the page that shows it, and by no other.
    app.component(
      'CodePlayground',
      defineAsyncComponent(() => import('./playground/Playground.vue')),
    );
  },
};
export default theme;
