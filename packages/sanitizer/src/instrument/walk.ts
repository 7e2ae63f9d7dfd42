/** What the visitors of a file's nodes share. */
import type { Edits } from './edits.ts';
import { WATCH } from './names.ts';
import { nameIn, type Node, nodeIn } from './nodes.ts';
import type { SitesOfFile } from './sites-of-file.ts';
import type { Survey } from './survey.ts';

/** The function whose body is being read. */
export interface Around {
  /** The variable that holds its run, or that stands for it. */
  readonly run: string;
  /** The variable that holds the run itself. */
  readonly function: string;
  /** It can wait, so that it has to say when it goes on. */
  readonly waits: boolean;
  /** `return` waits in an async generator. */
  readonly returnWaits: boolean;
  /** The loop that is being read, and whether something is taken out of a list in it. */
  readonly loop?: { takes: boolean };
}

export const OUTSIDE_FUNCTIONS: Around = {
  run: 'void 0',
  function: 'void 0',
  waits: false,
  returnWaits: false,
};

/** What has a name in a class, and is a function. */
export interface Class {
  readonly methods: ReadonlyMap<string, Node>;
  readonly fields: ReadonlySet<string>;
  /** The variable for where the class is made. */
  readonly run: string;
}

const NO_CLASS: Class = { methods: new Map(), fields: new Set(), run: 'void 0' };

export type Visit = (node: Node, around: Around, parent: Node) => void;

export class Walk {
  readonly text: string;
  readonly edits: Edits;
  readonly sites: SitesOfFile;
  readonly survey: Survey;
  readonly visit: Visit;
  readonly visitChildren: (node: Node, around: Around) => void;
  /** What a node becomes an argument of, by the node. */
  readonly calls = new Map<Node, string>();
  /** Likewise, around that: what is put into a list. */
  readonly jobs = new Map<Node, string>();
  /** The call that a function is written in, by the function. */
  readonly launches = new Map<Node, number>();
  /** What `new Promise` is given. */
  readonly executors = new Set<Node>();
  /** What a function without a name of its own is called after. */
  readonly names = new Map<Node, string>();
  /** The classes that are being read, innermost last. */
  readonly classes: Class[] = [];
  private readonly functions = new Map<Node, number>();
  private readonly places = new Map<Node, number>();
  private readonly prefix: string;
  private variables = 0;

  constructor(parts: Pick<Walk, 'text' | 'edits' | 'sites' | 'survey' | 'visit' | 'visitChildren'>) {
    this.text = parts.text;
    this.edits = parts.edits;
    this.sites = parts.sites;
    this.survey = parts.survey;
    this.visit = parts.visit;
    this.visitChildren = parts.visitChildren;
    this.prefix = freeName(parts.text);
  }

  /** The variable that holds the number of the file's first site. */
  get fileVariable(): string {
    return `${this.prefix}0`;
  }

  variable(): string {
    return `${this.prefix}${++this.variables}`;
  }

  /** Of a function. @returns an expression for its number */
  siteOf(node: Node): string {
    let index = this.functions.get(node);
    if (index === undefined) {
      index = this.sites.addFunction(node, this.nameOf(node) ?? '', this.launches.get(node));
      this.functions.set(node, index);
    }
    return this.site(index);
  }

  /** @returns an expression for what the innermost class has by that name, where that is a function */
  member(name: string): string | undefined {
    const { methods, fields, run } = this.classes.at(-1) ?? NO_CLASS;
    const method = methods.get(name);
    if (method !== undefined) return `${WATCH}.method(${run}, ${this.siteOf(method)})`;
    return fields.has(name) ? `this.${name}` : undefined;
  }

  nameOf(node: Node): string | undefined {
    return nameIn(nodeIn(node, 'id')) ?? this.names.get(node);
  }

  /** Of a call. @returns its index among the file's sites */
  placeOf(call: Node): number {
    let place = this.places.get(call);
    if (place === undefined) this.places.set(call, (place = this.sites.addCall(call)));
    return place;
  }

  site(index: number): string {
    return `${this.fileVariable} + ${index}`;
  }
}

/** A beginning for names of ours that the text does not hold. */
function freeName(text: string): string {
  let name = '$po';
  while (text.includes(name)) name += '_';
  return name;
}
