/**
 * The same wrap as a plain jscodeshift transform, the way such a codemod is usually written: it finds launches by
 * name instead of by binding and checks nothing afterwards, so it does less than what it is measured against.
 */
'use strict';

const RUNTIME = '@parent-overrides/runtime';

module.exports = function transform(file, { jscodeshift: j }) {
  const root = j(file.source);
  const used = new Set();
  const wrapArgument = (path) => {
    const [callback, ...rest] = path.node.arguments;
    if (!callback || callback.type === 'SpreadElement') return;
    path.node.arguments = [j.callExpression(j.identifier('withParentOverrides'), [callback]), ...rest];
    used.add('withParentOverrides');
  };
  root.find(j.CallExpression, { callee: { type: 'Identifier', name: 'setImmediate' } }).forEach(wrapArgument);
  root
    .find(j.CallExpression, { callee: { type: 'MemberExpression', property: { name: 'submit' } } })
    .forEach(wrapArgument);
  root.find(j.NewExpression, { callee: { type: 'Identifier', name: 'Worker' } }).forEach((path) => {
    const create = j.arrowFunctionExpression([], path.node);
    path.replace(j.callExpression(j.identifier('spawnWithParentOverrides'), [create]));
    used.add('spawnWithParentOverrides');
  });
  if (used.size === 0) return undefined;
  const names = [...used].map((name) => j.importSpecifier(j.identifier(name)));
  root.get().node.program.body.unshift(j.importDeclaration(names, j.literal(RUNTIME)));
  return root.toSource();
};
