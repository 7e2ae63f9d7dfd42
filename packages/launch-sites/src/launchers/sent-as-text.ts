/**
 * Functions that are sent as text: to a pool, to a page of a browser driver, into the source of a Worker. They run
 * elsewhere, where nothing of this file is: no import, no wrapper, no store. `makes-text.ts` knows the places where text
 * is made, `text-uses.ts` follows a function to them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from '../evaluate/resolver.ts';
import { remembered } from '../memo.ts';
import { isFunction, type FunctionNode } from '../syntax/nodes.ts';
import type { Node, RunsAs } from '../vocabulary/source.ts';
import { TextPlaces } from './makes-text.ts';
import { Uses } from './text-uses.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

export class TextFunctions {
  readonly #resolver: Resolver;
  readonly #places: TextPlaces;
  readonly #known = new Map<Node, RunsAs>();

  /** @param launchesText whether a call is a launcher that sends what it is given as text */
  constructor(resolver: Resolver, launchesText: (call: Call) => boolean) {
    this.#resolver = resolver;
    this.#places = new TextPlaces(resolver, launchesText);
  }

  /** Where does the code at `node` run? */
  around(node: Node): RunsAs {
    let found: RunsAs = 'here';
    for (let at = node.parent; at; at = at.parent) {
      if (!isFunction(at)) continue;
      const fn = at;
      const runs = remembered(this.#known, fn, () =>
        this.#uses((uses) => {
          uses.follow(fn);
        }),
      );
      if (runs === 'elsewhere') return runs;
      if (runs === 'both') found = runs;
    }
    return found;
  }

  /** What a function of the file does with what it is given at `index`. */
  ofParameter(fn: FunctionNode, index: number): RunsAs {
    return this.#uses((uses) => {
      uses.parameter(fn, index);
    });
  }

  /** What the file does with the function behind one of these paths, which another module exports under `name`. */
  ofImport(paths: ReadonlySet<string>, name: string): RunsAs {
    return this.#uses((uses) => {
      uses.import(paths, name);
    });
  }

  #uses(begin: (uses: Uses) => void): RunsAs {
    const uses = new Uses(this.#resolver, this.#places);
    begin(uses);
    return uses.runsAs();
  }
}
