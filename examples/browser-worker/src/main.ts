import { spawnWithParentOverrides } from '@parent-overrides/runtime';
import { settings, type ShopSettings } from './settings.ts';
import type { PriceList } from './worker.ts';

const PRICES = [4.5, 1200];
const SHOPS: Record<string, ShopSettings> = {
  London: { locale: 'en-GB', currency: 'GBP', apiKey: 'key-of-london' },
  Berlin: { locale: 'de-DE', currency: 'EUR', apiKey: 'key-of-berlin' },
  Tokyo: { locale: 'ja-JP', currency: 'JPY', apiKey: 'key-of-tokyo' },
};

function startWorker(): Worker {
  return spawnWithParentOverrides(
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  );
}

/** As one writes it first. It is kept to be compared with: the second button. */
function startWorkerUnwrapped(): Worker {
  // eslint-disable-next-line parent-overrides/require-wrapper -- shows what a worker sees without the wrapper
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}

/** Prints every shop's list, each in a worker of its own, all at the same time. */
async function printLists(start: () => Worker): Promise<void> {
  const lists = element('lists');
  lists.replaceChildren();
  const workers = Object.entries(SHOPS).map(async ([shop, overrides]) => {
    // Where `propagation` is 'synchronous', overrides last until the first await: start inside, wait outside.
    const worker = settings.context(overrides, start);
    const { prices, sawKey } = await ask(worker, PRICES);
    const line = document.createElement('li');
    line.textContent = `${shop}: ${prices.join(', ')}${sawKey ? ' (and the key)' : ''}`;
    lists.append(line);
  });
  await Promise.all(workers);
}

function ask(worker: Worker, prices: number[]): Promise<PriceList> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PriceList>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.postMessage(prices);
  });
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}.`);
  return found;
}

const buttons = { wrapped: startWorker, unwrapped: startWorkerUnwrapped };
for (const [id, start] of Object.entries(buttons)) {
  element(id).addEventListener('click', () => void printLists(start));
}
