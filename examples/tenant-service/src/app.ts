import express, { type Express, type RequestHandler } from 'express';
import { billed } from './exchange.ts';
import { writeInvoice, writeInvoiceUnwrapped } from './invoice.ts';
import type { Invoice } from './render-worker.ts';
import { tenantOverrides } from './tenants.ts';

export function createApp(): Express {
  const app = express();
  app.get('/billed', (_request, response) => void response.json(Object.fromEntries(billed)));
  app.use(express.json(), tenantOverrides);
  app.post('/invoices', invoiceHandler(writeInvoice));
  app.post('/unwrapped/invoices', invoiceHandler(writeInvoiceUnwrapped));
  return app;
}

function invoiceHandler(write: (dollars: number) => Promise<Invoice>): RequestHandler {
  return async (request, response) => {
    const { dollars } = request.body as { dollars?: unknown };
    if (typeof dollars === 'number') response.json(await write(dollars));
    else response.status(400).json({ error: 'dollars: expected a number.' });
  };
}
