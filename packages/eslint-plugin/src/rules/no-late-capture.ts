import type { LaunchSite, ParentOverridesSettings } from '@parent-overrides/launch-sites';
import { createRule } from '../create-rule.ts';
import { lateCaptureMessages } from '../messages.ts';
import { moveOut } from '../move-out.ts';
import { optionSchema } from '../options.ts';
import { applying, headOf } from '../report.ts';
import { eachUnwrapped } from '../unwrapped-sites.ts';

export function isLateCapture(site: LaunchSite): boolean {
  return site.refusal?.reason === 'captured-in-child';
}

/** Reports wrappers that are called inside the child, where there is nothing of the parent's left to capture. */
export const noLateCapture = createRule<[ParentOverridesSettings?], keyof typeof lateCaptureMessages>({
  name: 'no-late-capture',
  meta: {
    type: 'problem',
    docs: { description: "Disallow capturing the parent's overrides inside the child" },
    hasSuggestions: true,
    messages: lateCaptureMessages,
    schema: optionSchema(),
    defaultOptions: [{}],
  },
  create(context) {
    return eachUnwrapped(context, (site) => {
      if (!isLateCapture(site)) return;
      const { callee, wrapper } = site;
      const edits = moveOut(site, context.sourceCode);
      context.report({
        loc: headOf(site, context.sourceCode),
        messageId: 'lateCapture',
        data: { callee, wrapper },
        suggest:
          edits === undefined ? [] : [{ messageId: 'moveOut', data: { wrapper }, fix: applying(edits) }],
      });
    });
  },
});
