/** The site. `pnpm run docs` serves it, `pnpm docs:build` builds it and fails on a dead link. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitepress';
import { slugOf } from '../../tools/docs/slug.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const REPOSITORY = 'https://github.com/parent-overrides/parent-overrides';

/**
 * Pages link to files of the repository that are no pages (READMEs, examples) as GitHub wants it, relatively. On the
 * site such a link leads to GitHub.
 * @param link as the page has it
 * @param page its path below docs/
 * @throws Error when the repository has no such file
 */
function repositoryLink(link: string, page: string): string {
  if (!link.startsWith('.')) return link;
  const [file = '', ...anchor] = link.split(/(?=#)/);
  const target = path.posix.join('docs', path.posix.dirname(page), file);
  if (target.startsWith('docs/')) return link;
  if (!existsSync(path.join(ROOT, target))) throw new Error(`docs/${page} links to ${link}: no such file.`);
  return `${REPOSITORY}/blob/main/${target}${anchor.join('')}`;
}

export default defineConfig({
  title: 'parent-overrides',
  description: 'Settings overrides that follow work into callbacks, queues, Worker threads and pools.',
  lang: 'en-GB',
  lastUpdated: true,
  // The playground's parser is TypeScript itself, in a chunk that no other page loads.
  vite: { build: { chunkSizeWarningLimit: 5000 } },
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]],
  markdown: {
    // The default themes show comments and parameters with less than 4.5:1 on this background.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
    // The same anchors as on GitHub.
    anchor: { slugify: slugOf },
    config(md) {
      md.core.ruler.push('repository-links', ({ tokens, env }) => {
        const { relativePath } = env as { relativePath: string };
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const href = token.type === 'link_open' && token.attrGet('href');
          if (href) token.attrSet('href', repositoryLink(href, relativePath));
        }
      });
    },
  },
  transformPageData({ relativePath, frontmatter }) {
    // They need the width of the window. Not in the pages themselves, where GitHub would show it.
    if (['launchers.md', 'libraries.md', 'playground.md'].includes(relativePath))
      Object.assign(frontmatter, { aside: false, pageClass: 'wide' });
  },
  themeConfig: {
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path`, text: 'Edit this page on GitHub' },
    outline: [2, 3],
    // The language of the page, not of the machine that built it.
    lastUpdated: { formatOptions: { dateStyle: 'long', forceLocale: true } },
    nav: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Playground', link: '/playground' },
      { text: 'Rules', link: '/rules/require-wrapper' },
      { text: 'FAQ', link: '/faq' },
    ],
    sidebar: [
      {
        text: 'Start',
        items: [
          { text: 'Overview', link: '/' },
          { text: 'Getting started', link: '/getting-started' },
          { text: 'Playground', link: '/playground' },
          { text: 'Why a launch needs a wrapper', link: '/why' },
          { text: 'FAQ', link: '/faq' },
        ],
      },
      {
        text: 'Recipes',
        items: [
          { text: 'NestJS', link: '/recipes/nestjs' },
          { text: 'NestJS and Piscina', link: '/recipes/nestjs-piscina' },
          { text: 'Express and PostgreSQL', link: '/recipes/express' },
          { text: 'Fastify', link: '/recipes/fastify' },
          { text: 'Hono', link: '/recipes/hono' },
          { text: 'Next.js', link: '/recipes/next' },
          { text: 'AWS Lambda', link: '/recipes/lambda' },
          { text: 'pino', link: '/recipes/pino' },
          { text: 'Drizzle', link: '/recipes/drizzle' },
          { text: 'OpenTelemetry and LangChain.js', link: '/recipes/langchain' },
          { text: 'ax', link: '/recipes/ax' },
        ],
      },
      {
        text: 'Runtime',
        items: [
          { text: 'Settings and overrides', link: '/settings' },
          { text: 'Callbacks', link: '/callbacks' },
          { text: 'You have a store already', link: '/stores' },
          { text: 'Worker threads', link: '/worker-threads' },
          { text: 'Pools', link: '/pools' },
          { text: 'Browsers', link: '/browsers' },
          { text: 'Security', link: '/security' },
          { text: 'From DSPy', link: '/dspy' },
        ],
      },
      {
        text: 'Lint and codemod',
        items: [
          { text: 'Launchers', link: '/launchers' },
          { text: 'Libraries, measured', link: '/libraries' },
          { text: 'Migrating a repository', link: '/migrating' },
          { text: 'Why a launch, or none', link: '/explain' },
          { text: 'The sanitizer', link: '/sanitizer' },
          { text: 'require-wrapper', link: '/rules/require-wrapper' },
          { text: 'no-late-capture', link: '/rules/no-late-capture' },
          { text: 'no-module-scope-capture', link: '/rules/no-module-scope-capture' },
        ],
      },
      { text: 'Inside', items: [{ text: 'Architecture', link: '/architecture' }] },
    ],
  },
});
