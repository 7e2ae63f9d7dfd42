/** Drivers of databases and brokers, by their callbacks: a promise of theirs keeps its caller's context. */
import type { Launcher } from '../../vocabulary/launcher.ts';
import { exported, LOSES, methods, OPENER } from './origins.ts';

const ANSWERED = { ...LOSES, argument: 'optional-callback', evidence: OPENER } as const;

const NEDB = ['find', 'findOne', 'count', 'insert', 'update', 'remove'] as const;

export const DRIVERS: readonly Launcher[] = [
  ...methods(
    { ...ANSWERED, from: exported('pg', 'Pool'), receiver: 'new', types: ['Pool'] },
    'pg.Pool',
    'query',
    'connect',
  ),
  ...methods(
    {
      ...ANSWERED,
      from: exported('pg', 'Client'),
      receiver: 'new',
      types: ['Client', 'ClientBase', 'PoolClient'],
    },
    'pg.Client',
    'query',
  ),
  ...methods(
    { ...ANSWERED, from: exported('pg-pool', 'default'), receiver: 'new' },
    'pg-pool',
    'connect',
    'query',
  ),
  ...methods(
    { ...ANSWERED, from: exported('pg-cursor', 'default'), receiver: 'new', types: ['Cursor'] },
    'pg-cursor',
    'read',
  ),
  ...(['mysql', 'mysql2'] as const).flatMap((module) => [
    ...methods(
      { ...ANSWERED, from: exported(module, 'createPool'), receiver: 'call', types: ['Pool'] },
      `${module}.Pool`,
      ...(module === 'mysql' ? ['query', 'getConnection'] : ['query', 'getConnection', 'execute']),
    ),
    ...methods(
      {
        ...ANSWERED,
        from: exported(module, 'createConnection'),
        receiver: 'call',
        types: ['Connection', 'PoolConnection'],
      },
      `${module}.Connection`,
      'query',
    ),
  ]),
  ...methods(
    { ...ANSWERED, from: exported('mariadb/callback', 'createPool'), receiver: 'call' },
    'mariadb/callback.Pool',
    'query',
    'getConnection',
  ),
  ...methods(
    { ...ANSWERED, from: exported('amqplib', 'ConfirmChannel'), receiver: 'new', types: ['ConfirmChannel'] },
    'amqplib.ConfirmChannel',
    'publish',
    'sendToQueue',
  ),
  ...methods(
    { ...ANSWERED, from: exported('mqtt', 'connect'), receiver: 'call', types: ['MqttClient'] },
    'mqtt',
    'publish',
  ),
  ...methods(
    {
      ...ANSWERED,
      from: exported('mqtt', 'connect'),
      receiver: 'call',
      types: ['MqttClient'],
      versions: '<5',
    },
    'mqtt',
    'subscribe',
  ),
  ...methods(
    { ...ANSWERED, from: exported('nedb', 'default'), receiver: 'new', types: ['Nedb'] },
    'nedb',
    ...NEDB,
  ),
  ...methods(
    { ...ANSWERED, from: exported('generic-pool', 'Pool'), receiver: 'new', argument: 0, versions: '<3' },
    'generic-pool',
    'acquire',
  ),
];
