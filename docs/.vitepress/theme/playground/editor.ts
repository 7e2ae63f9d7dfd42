/** The editor of the playground: CodeMirror with the rule's reports as squiggles. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import type { Problem } from './analyse.ts';

export interface Editor {
  /** Another text instead of this one, with the cursor at its beginning. */
  open(filename: string, text: string): void;
  setLanguage(filename: string): void;
  underline(problems: readonly Problem[]): void;
  /** Without taking the focus, which on a telephone would open the keyboard. */
  putCursor(offset: number): void;
  /** Somebody asked to go there. */
  goTo(offset: number): void;
  destroy(): void;
}

export interface EditorEvents {
  readonly onText: (text: string) => void;
  readonly onCursor: (offset: number) => void;
}

/** @param parent the element that the editor fills */
export function createEditor(parent: Element, { onText, onCursor }: EditorEvents): Editor {
  const language = new Compartment();
  const languageOf = (filename: string) =>
    javascript({ typescript: /\.tsx?$/.test(filename), jsx: !filename.endsWith('.ts') });

  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        ...[lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching()],
        ...[lintGutter(), syntaxHighlighting(classHighlighter), EditorView.lineWrapping],
        language.of(languageOf('program.js')),
        // No Tab: who walks the page by keyboard must get out again.
        keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': 'Code' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onText(update.state.doc.toString());
          if (update.selectionSet || update.docChanged) onCursor(update.state.selection.main.head);
        }),
      ],
    }),
  });

  const setLanguage = (filename: string): void => {
    view.dispatch({ effects: language.reconfigure(languageOf(filename)) });
  };
  /** The text may be shorter by the time an answer comes. */
  const within = (offset: number): number => Math.min(offset, view.state.doc.length);

  return {
    setLanguage,
    open(filename, text) {
      setLanguage(filename);
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
      });
    },
    underline(problems) {
      const diagnostics = problems.map(({ from, to, message, rule }) => {
        return { from: within(from), to: within(to), severity: 'error' as const, source: rule, message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    putCursor(offset) {
      view.dispatch({ selection: { anchor: within(offset) } });
    },
    goTo(offset) {
      view.dispatch({ selection: { anchor: within(offset) }, scrollIntoView: true });
      view.focus();
    },
    destroy() {
      view.destroy();
    },
  };
}
