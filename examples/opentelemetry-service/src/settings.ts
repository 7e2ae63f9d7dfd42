import { defineSettings } from '@parent-overrides/runtime';

/** What a request runs with. Nothing here leaves the thread. */
export const settings = defineSettings<{ model: string }>('opentelemetry-service', {
  model: { default: 'small', wire: false },
});
