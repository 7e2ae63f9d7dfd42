/**
 * The public surface of the packages, as API Extractor reads it off the built declarations. The reports are
 * committed as `packages/NAME/api.md`, so that a change of the surface is a change that a review sees.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel, type IConfigFile } from '@microsoft/api-extractor';

const PACKAGES = path.join(import.meta.dirname, '../packages');

/** The codemod has no types to report: its surface is a command line, which its own tests hold to `--help`. */
export const REPORTED = ['runtime', 'eslint-plugin'] as const;

export function reportFile(name: (typeof REPORTED)[number]): string {
  return path.join(PACKAGES, name, 'api.md');
}

/**
 * The report of one entry of a built package.
 * @param declarations below the package's `dist`
 * @throws when the declarations cannot be read or do not compile
 */
export function apiReport(name: (typeof REPORTED)[number], declarations = 'index.d.ts'): string {
  const folder = path.join(PACKAGES, name);
  const entry = path.join(folder, 'dist', declarations);
  const scratch = mkdtempSync(path.join(tmpdir(), 'api-report-'));
  try {
    const config = ExtractorConfig.prepare({
      configObject: configFor(folder, entry, scratch),
      configObjectFullPath: undefined,
      packageJsonFullPath: path.join(folder, 'package.json'),
    });
    const complaints: string[] = [];
    Extractor.invoke(config, {
      localBuild: true,
      messageCallback(message) {
        if (message.category === 'Compiler') complaints.push(message.text);
        message.logLevel = ExtractorLogLevel.None;
      },
    });
    if (complaints.length > 0) throw new Error(`${entry} does not compile: ${complaints.join('; ')}`);
    const [report = ''] = readdirSync(scratch).filter((file) => file.endsWith('.md'));
    return readFileSync(path.join(scratch, report), 'utf8');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function configFor(folder: string, entry: string, scratch: string): IConfigFile {
  const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, types: ['node'] };
  return {
    projectFolder: folder,
    mainEntryPointFilePath: entry,
    compiler: { overrideTsconfig: { compilerOptions, files: [entry] } },
    apiReport: {
      ...{ enabled: true, reportFileName: 'report', reportFolder: scratch, reportTempFolder: scratch },
      // Types that a signature names without their being exported are part of the surface.
      includeForgottenExports: true,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    newlineKind: 'lf',
    messages: {
      // The packages do not use release tags: everything that is exported is public.
      extractorMessageReporting: { 'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None } },
    },
  };
}
