/** Parts of a repository by CODEOWNERS: the bin as a process. */
import { expect, test } from 'vitest';
import { makeProject, type Project } from './project.ts';

const LAUNCH = 'export const soon = (f) => setImmediate(f);\n';
const FILES = {
  'shop/a.mjs': LAUNCH,
  'shop/old/b.mjs': LAUNCH,
  'mail/c.mjs': LAUNCH,
  'mail/deep/d.mjs': LAUNCH,
  'e.mjs': LAUNCH,
};
const OWNERS = `# who reads what
/shop/      @acme/shop @acme/all   # both
/shop/old/  @acme/Mail
mail/*      @acme/mail
`;

async function read(project: Project, ...args: string[]): Promise<string[]> {
  const { report } = await project.report(['.', '--dry-run', ...args]);
  return report.files.map(({ file }) => file);
}

test('the last line that fits gives a file to its owners, and a single star not to what lies deeper', async () => {
  const project = makeProject({ ...FILES, '.github/CODEOWNERS': OWNERS });
  expect(await read(project, '--owner', '@acme/shop')).toEqual(['shop/a.mjs']);
  expect(await read(project, '--owner', 'acme/MAIL')).toEqual(['mail/c.mjs', 'shop/old/b.mjs']);
  expect(await read(project, '--owner', 'none')).toEqual(['e.mjs', 'mail/deep/d.mjs']);
  const all = await read(project, '--owner', '@acme/all', '--owner', '@acme/mail', '--owner', 'none');
  expect(all).toEqual(Object.keys(FILES).toSorted());
});

test('a line without owners takes a file from those above it', async () => {
  const project = makeProject({ ...FILES, CODEOWNERS: '* @acme/all\n/mail/\n' });
  expect(await read(project, '--owner', 'none')).toEqual(['mail/c.mjs', 'mail/deep/d.mjs']);
});

test.each([
  [
    'an owner of nothing',
    { CODEOWNERS: '* @acme/all\n' },
    '@acme/sho',
    'It names @acme/all; none stands for',
  ],
  ['no CODEOWNERS', {}, '@acme/all', '--owner needs a CODEOWNERS'],
  ['a section of GitLab', { CODEOWNERS: '[Docs] @acme/all\n' }, '@acme/all', 'CODEOWNERS:1 is a section'],
])('%s is said, and nothing is touched', async (_, files, owner, message) => {
  const project = makeProject({ ...FILES, ...files });
  const { code, stderr } = await project.run(['.', '--owner', owner]);
  expect(code).toBe(3);
  expect(stderr).toContain(message);
  expect(project.git('status', '--short')).toBe('');
});
