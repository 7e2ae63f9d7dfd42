/** VitePress's own theme, with tables that have room. Ours comes second, or its rules would lose. */
export { default } from 'vitepress/theme-without-fonts';
import './style.css';
