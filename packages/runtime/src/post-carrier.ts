/** Overrides as the first message of a web Worker, or of a SharedWorker's port; worker.ts takes it off over there. */
import { CARRIER_KEY, type Carrier } from './carrier.ts';

const posted = new WeakSet<object>();

/** Can `created` be told, and was it not before? Then it is now, where there is something to tell. */
export function postCarrier(created: object, carrier: Carrier | undefined): boolean {
  const port: any = (created as any)?.port ?? created;
  if (typeof port?.postMessage !== 'function' || posted.has(created)) return false;
  if (carrier) {
    posted.add(created);
    port.postMessage({ [CARRIER_KEY]: carrier });
  }
  return true;
}
