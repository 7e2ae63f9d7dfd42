/** What looks like a wrapper, a generator or a plain object and is none, and what must not be looked through. */
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { packParentOverrides, withParentOverrides } from '../src/index.ts';
import { inA, inB, lm, settings } from './two-callers.ts';

test('a listener that is saved with listeners, removed and added again keeps its wrapper', () => {
  for (const wrappers of [1, 3]) {
    const emitter = new EventEmitter();
    for (let i = 0; i < wrappers; i++)
      emitter.on('x', inA(() => withParentOverrides(() => seen.push(lm()))) as () => void);
    const seen: string[] = [];
    const saved = emitter.listeners('x') as (() => void)[];
    emitter.removeAllListeners('x');
    for (const listener of saved) emitter.on('x', listener);
    inB(() => emitter.emit('x'));
    expect(seen).toEqual(Array(wrappers).fill('a'));
    for (const listener of saved) emitter.off('x', listener);
    expect(emitter.listenerCount('x')).toBe(0);
  }
});

test('a function that inherits from a wrapper is not wrapped yet', () => {
  const wrapper = inA(() => withParentOverrides(lm));
  const heir = Object.setPrototypeOf(() => lm(), wrapper);
  const wrapped = inB(() => withParentOverrides(heir)) as () => string;
  expect(wrapped).not.toBe(heir);
  expect(inA(wrapped)).toBe('b');
  // Its wrapper counts as inherited too. Wrapped once more, the inner one still decides.
  expect(inA(inB(() => withParentOverrides(inA(() => withParentOverrides(heir)))) as () => string)).toBe('a');
});

test.each(['GenericTask', 'Generator', 'Gen', 5])('a callable tagged %s is called as any other', (tag) => {
  const task = Object.assign(() => lm(), { [Symbol.toStringTag]: tag });
  expect(inB(inA(() => withParentOverrides(task)) as () => string)).toBe('a');
});

test('what says that a native constructor made it, and is not what that makes, is an instance', () => {
  class Trace {
    items: string[] = [];
  }
  for (const maker of [Object, Array, Map])
    Object.defineProperty(Trace.prototype, 'constructor', { value: maker });
  const near = new Trace();
  settings.context({ near }, () => {
    expect(withParentOverrides(() => settings.current.near)()).toBe(near);
    expect(() => packParentOverrides(1)).toThrow(/callers\.near must be JSON data to leave this thread/);
  });
});
