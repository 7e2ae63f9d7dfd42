/** Beside every program: the callers, and as whom something runs. It is not migrated. */
'use strict';
const { defineSettings } = require('@parent-overrides/runtime');

const settings = defineSettings('programs', { who: { default: 'nobody', wire: 'thread' } });

exports.who = () => settings.current.who;

/** Ada, bob and cho launch at once. One line says as whom each launch ran. */
exports.launchAll = async (launch) => {
  const callers = ['ada', 'bob', 'cho'].map((who) =>
    settings.context({ who }, async () => `${who}:${await launch(who)}`),
  );
  console.log((await Promise.all(callers)).join(' '));
};
