import { untypedHolds } from './untyped.ts';
await untypedHolds();
