/** By which instrumented code reaches the run-time half. */
export const WATCH = '$parentOverrides';
