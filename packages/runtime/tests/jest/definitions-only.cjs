const runtime = require('@parent-overrides/runtime');

module.exports = {
  runtime,
  settings: runtime.defineSettings('app', {
    lm: { default: 'none', wire: 'thread' },
    trace: { wire: 'thread' },
  }),
};
