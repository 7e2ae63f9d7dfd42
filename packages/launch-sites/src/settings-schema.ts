/** The JSON schema of the settings, for editors and for the rules' options. `resolveConfig` says the same in sentences. */
const name = { type: 'string', minLength: 1 } as const;
const names = { type: 'array', items: name } as const;
const index = { type: 'integer', minimum: 0 } as const;

const wrapper = {
  oneOf: [
    name,
    {
      type: 'object',
      properties: { module: name, name, argument: index },
      required: ['name'],
      additionalProperties: false,
    },
  ],
} as const;

const source = {
  oneOf: [
    { type: 'object', properties: { global: name }, required: ['global'], additionalProperties: false },
    {
      type: 'object',
      properties: { module: name, export: name },
      required: ['module', 'export'],
      additionalProperties: false,
    },
  ],
} as const;

const launcher = {
  type: 'object',
  properties: {
    id: name,
    from: { type: 'array', items: source, minItems: 1 },
    receiver: { enum: ['new', 'call'] },
    member: name,
    types: names,
    kind: { enum: ['callback', 'spawn', 'payload', 'stringified'] },
    argument: { oneOf: [index, { enum: ['first-function', 'each-element', 'first-parameter'] }] },
    loss: { enum: ['starts-empty', 'shared', 'another-task'] },
    preset: { enum: ['recommended', 'strict'] },
    manual: { enum: ['constructor-time-capture', 'stringified-function', 'worker-file-unknown'] },
    workerFile: {
      type: 'object',
      properties: { argument: index, option: name },
      required: ['argument'],
      additionalProperties: false,
    },
    evidence: name,
  },
  required: ['id', 'from', 'kind', 'argument', 'loss', 'preset', 'evidence'],
  additionalProperties: false,
} as const;

export const settingsSchema = {
  type: 'object',
  properties: {
    runtime: { oneOf: [name, { ...names, minItems: 1 }] },
    wrappers: { type: 'array', items: wrapper },
    launchers: { type: 'array', items: launcher },
    executorNames: names,
    strict: { type: 'boolean' },
    typed: { type: 'boolean' },
    reportPromiseResolvers: { type: 'boolean' },
  },
  additionalProperties: false,
} as const;
