const { defineSettings } = require('@parent-overrides/runtime');

const settings = defineSettings('app', {
  lm: { default: 'none', wire: 'thread' },
  trace: { wire: 'thread' },
});
settings.configure({ lm: 'from setup' });
module.exports = { settings };
