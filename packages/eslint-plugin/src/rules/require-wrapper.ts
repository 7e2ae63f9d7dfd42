import type { LaunchSite, ParentOverridesSettings } from '@parent-overrides/launch-sites';
import type { TSESLint } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { detachedWrapper, lossMessage, lossMessages, advice, suggestionMessages } from '../messages.ts';
import { optionSchema } from '../options.ts';
import { applying, headOf } from '../report.ts';
import { eachUnwrapped } from '../unwrapped-sites.ts';
import { isLateCapture } from './no-late-capture.ts';
import { isModuleScopeCapture } from './no-module-scope-capture.ts';

/** The rule's only option: the shared settings, which it overrides, and `fix`. */
export type RequireWrapperOptions = [(ParentOverridesSettings & { fix?: boolean })?];

type MessageId = keyof typeof lossMessages | keyof typeof suggestionMessages;

/**
 * Reports every launch that is not wrapped, of all kinds. A launch that is wrapped at the wrong moment belongs
 * to `no-late-capture` or `no-module-scope-capture`, so that no launch is reported twice.
 */
export const requireWrapper = createRule<RequireWrapperOptions, MessageId>({
  name: 'require-wrapper',
  meta: {
    type: 'problem',
    docs: { description: "Require launches to take the parent's overrides along" },
    fixable: 'code',
    hasSuggestions: true,
    messages: { ...lossMessages, ...suggestionMessages },
    schema: optionSchema({
      fix: { description: 'Wrap under `--fix` too, instead of by a suggestion.' },
    }),
    defaultOptions: [{ fix: false }],
  },
  create(context) {
    const fix = context.options[0]?.fix === true;
    return eachUnwrapped(context, (site, config) => {
      if (isLateCapture(site) || isModuleScopeCapture(site)) return;
      const wrap = wrapOf(site);
      context.report({
        loc: headOf(site, context.sourceCode),
        messageId: lossMessage(site),
        data: {
          callee: site.callee,
          because: site.owner?.because ?? '',
          advice: advice(site, config.wrappers),
        },
        fix: fix && wrap !== undefined ? applying(wrap) : null,
        suggest: suggestionsFor(site, fix ? undefined : wrap),
      });
    });
  },
});

/** A launch with two ends is right only when the worker file changes too, which a linter's edit cannot do. */
function wrapOf(site: LaunchSite): LaunchSite['edit'] {
  return site.otherEnd === undefined ? site.edit : undefined;
}

function suggestionsFor(
  site: LaunchSite,
  wrap: LaunchSite['edit'],
): TSESLint.SuggestionReportDescriptor<MessageId>[] {
  const suggestions: TSESLint.SuggestionReportDescriptor<MessageId>[] = [];
  if (wrap !== undefined) {
    suggestions.push({ messageId: 'wrap', data: { wrapper: site.wrapper }, fix: applying(wrap) });
  }
  if (site.mend !== undefined) suggestions.push({ messageId: 'mend', fix: applying(site.mend) });
  if (site.detach !== undefined) {
    suggestions.push({
      messageId: 'detach',
      data: { wrapper: detachedWrapper(site.wrapper) },
      fix: applying(site.detach),
    });
  }
  return suggestions;
}
