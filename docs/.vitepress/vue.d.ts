/** Vite compiles it; what it does stands in TypeScript beside it. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent;
  export default component;
}
