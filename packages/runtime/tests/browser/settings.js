import { defineSettings } from '@parent-overrides/runtime';

export const settings = defineSettings('browser', {
  lm: { default: 'none', wire: 'thread' },
  trace: { wire: 'thread' },
});
settings.configure({ lm: 'from setup' });
