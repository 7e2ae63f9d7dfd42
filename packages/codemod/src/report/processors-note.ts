import path from 'node:path';
import { depends, nearestPackage } from '../files/nearest-package.ts';
import type { FileResult } from '../migrate/migrate-file.ts';

/** What puts a job of this kind, and what runs it in classes. */
const IN_CLASSES = [
  { put: 'bullmq.Queue#add', by: '@nestjs/bullmq' },
  { put: 'bull#add', by: '@nestjs/bull' },
] as const;

/** Where jobs are packed it looks done. NestJS's processors are classes, and no call in sight hands them to the library. */
export function processorsNote(results: readonly Pick<FileResult, 'file' | 'sites'>[]): string[] {
  const found = IN_CLASSES.find(({ put, by }) =>
    results.some(
      ({ file, sites }) =>
        sites.some(({ launcher }) => launcher === put) &&
        depends(nearestPackage(path.dirname(file))?.content ?? {}, by),
    ),
  );
  if (!found) return [];
  return [
    `${found.by} runs jobs in classes (@Processor), and whether their process receives was not looked at: https://github.com/parent-overrides/parent-overrides/blob/main/docs/jobs.md#nestjs`,
  ];
}
