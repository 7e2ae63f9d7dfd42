/** Vite takes it as a style sheet. */
declare module '*.css';
