import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Each has its own timeouts: a project takes none over from here.
    projects: ['packages/*', 'tools', 'examples/*'],
    // Two cores: more workers only make the processes that tests start wait for each other.
    maxWorkers: 2,
  },
});
