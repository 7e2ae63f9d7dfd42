/** Why a function that is put into a list is no launch of a home-made queue. */
import type { NoLaunch } from '../home-made/home-made-queues.ts';
import { calleeOf } from '../sites/site-maker.ts';
import type { LaunchNode } from '../sites/whose-launch.ts';
import { valueOf } from '../syntax/nodes.ts';
import type { Source } from '../vocabulary/source.ts';
import { quote } from './describe-value.ts';
import type { Because } from './explanation.ts';

/** Each ends the sentence that `orQueued` begins. */
const SAYS: Readonly<Record<NoLaunch, (list: string) => string>> = {
  'not-looked-at': (list) =>
    `nothing in the text takes things out of a list that is called so, or ${list} has the name of things that nobody calls`,
  'nothing-taken': (list) => `nothing takes anything out of ${list}`,
  kept: (list) => `what is taken out of ${list} is not called here, or ${list} keeps what it calls`,
  'taken-by-putter': (list) => `nobody but the function that puts it into ${list} takes it out and calls it`,
  'no-function': () =>
    'what is called is not seen to be in what is put in, or runs no code that could read anything',
  'not-started': (list) =>
    `whoever puts it into ${list} neither sets the taking out going nor waits for it, as with clean-ups`,
  'drained-at-once': (list) => `all of ${list} is taken out before the call that puts it in is over`,
  'own-list': (list) => `one call makes ${list}, fills it and empties it`,
};

/** With that, what is said of a call that is no launch for another reason. */
export function orQueued(because: Because, source: Source, node: LaunchNode, why: NoLaunch): Because {
  const callee = valueOf(calleeOf(node));
  const list = quote(source, callee.type === 'MemberExpression' ? callee.object : callee);
  return {
    ...because,
    says: `${because.says} Nor is it a launch of a queue that this file makes itself: ${SAYS[why](list)}.`,
  };
}
