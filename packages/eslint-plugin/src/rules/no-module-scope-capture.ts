import type { LaunchSite, ParentOverridesSettings } from '@parent-overrides/launch-sites';
import { createRule } from '../create-rule.ts';
import { moduleScopeMessages } from '../messages.ts';
import { optionSchema } from '../options.ts';
import { headOf } from '../report.ts';
import { eachUnwrapped } from '../unwrapped-sites.ts';

export function isModuleScopeCapture(site: LaunchSite): boolean {
  return site.refusal?.reason === 'captured-at-module-scope';
}

/** Reports launches, inside functions, of what was wrapped once while the module loaded. */
export const noModuleScopeCapture = createRule<[ParentOverridesSettings?], keyof typeof moduleScopeMessages>({
  name: 'no-module-scope-capture',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow capturing overrides at module scope for launches inside functions' },
    messages: moduleScopeMessages,
    schema: optionSchema(),
    defaultOptions: [{}],
  },
  create(context) {
    return eachUnwrapped(context, (site) => {
      if (!isModuleScopeCapture(site)) return;
      context.report({
        loc: headOf(site, context.sourceCode),
        messageId: 'moduleScopeCapture',
        data: { callee: site.callee, wrapper: site.wrapper },
      });
    });
  },
});
