import '@parent-overrides/runtime/worker';
import { withParentOverrides } from '@parent-overrides/runtime';
import { settings } from './settings.js';

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    const now = settings.current.lm;
    // Another page's message may come before the timer does.
    setTimeout(
      withParentOverrides(() => port.postMessage({ data, now, later: settings.current.lm })),
      20,
    );
  };
};
