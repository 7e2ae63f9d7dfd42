/** Settings overrides that follow work into callbacks, Worker threads and pools. */
export { adoptStore } from './adopted-stores.ts';
export { attachParentOverrides, type Attached } from './attach.ts';
export { withParentOverridesPerCall } from './per-call.ts';
export { withParentOverrides, withoutParentOverrides } from './with-parent-overrides.ts';
export type { Codec, Setting } from './setting.ts';
export { defineSettings, type Settings } from './settings.ts';
export { packParentOverrides, receiveParentOverrides, type Packed, type ReceiveOptions } from './pack.ts';
export { propagation, type Propagation } from './platform.ts';
export { spawnWithParentOverrides, spawnWithoutParentOverrides } from './spawn.ts';
export type { AdoptableStore } from './state.ts';
