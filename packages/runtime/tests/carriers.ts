/** Carriers as other threads send them, made by hand. */
export const carrierOf = (fields: object): any => ({
  ...{ v: 2, anywhere: {}, threadOnly: [], clone: new Map() },
  // What only a structured clone brings.
  cloned: new (ArrayBuffer as any)(0, { maxByteLength: 1 }),
  ...fields,
});
