import type { NextFunction, Request, Response } from 'express';
import { settings, type TenantSettings } from './settings.ts';

/** In a real service a table of a database. */
export const TENANTS = new Map<string, TenantSettings>(
  [
    { tenant: 'ada', locale: 'en-GB', currency: 'GBP', discount: 0.1, apiKey: 'key-of-ada' },
    { tenant: 'bruno', locale: 'de-DE', currency: 'EUR', discount: 0, apiKey: 'key-of-bruno' },
    { tenant: 'chiyo', locale: 'ja-JP', currency: 'JPY', discount: 0.25, apiKey: 'key-of-chiyo' },
  ].map((overrides) => [overrides.tenant, overrides]),
);

/** Everything that a request starts runs with the overrides of its tenant, named in the header `x-tenant`. */
export function tenantOverrides(request: Request, response: Response, next: NextFunction): void {
  const tenant = request.header('x-tenant') ?? '';
  const overrides = TENANTS.get(tenant);
  if (overrides) settings.context(overrides, next);
  else response.status(401).json({ error: `x-tenant: there is no tenant "${tenant}".` });
}
