/** The playground without its looks: what is shown, and what a click does. Editor and analysis are loaded when it opens. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, useTemplateRef } from 'vue';
import type { Analysis, Problem } from './analyse.ts';
import type { Editor } from './editor.ts';
import { EXAMPLES, type Example } from './examples.ts';
import { exampleWith, FILENAMES, fromHash, toHash, type PlaygroundState } from './state.ts';

/** Long enough that a word is typed in one go, short enough to feel at once. */
const PAUSE_MS = 150;

export function usePlayground() {
  const place = useTemplateRef<HTMLElement>('editor');
  const state = shallowRef<PlaygroundState>(fromHash(''));
  const presets = shallowRef<readonly string[]>([]);
  const analysis = shallowRef<Analysis>();
  const explanation = ref('');
  const failure = ref('');
  let analyseText: ((question: PlaygroundState) => Analysis) | undefined;
  let editor: Editor | undefined;
  let cursor = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function ask(): void {
    if (!analyseText || !editor) return;
    const answer = analyseText(state.value);
    analysis.value = answer;
    editor.underline(answer.unreadable ? [answer.unreadable] : answer.problems);
    explain(cursor);
    // The router keeps its own state beside the address.
    history.replaceState(history.state, '', toHash(state.value));
  }

  function explain(offset: number): void {
    cursor = offset;
    explanation.value = analysis.value?.explainAt(offset) ?? '';
  }

  /** Shows a program as a link or an example gives it, with the first problem explained. */
  function open(next: PlaygroundState): void {
    state.value = next;
    editor?.open(next.filename, next.text);
    clearTimeout(waiting);
    ask();
    editor?.putCursor(analysis.value?.problems[0]?.from ?? 0);
  }

  function openFromAddress(): void {
    if (location.hash !== toHash(state.value)) open(fromHash(location.hash));
  }

  onMounted(async () => {
    try {
      const [{ createEditor }, analysing] = await Promise.all([
        import('./editor.ts'),
        import('./analyse.ts'),
      ]);
      if (!place.value) return;
      presets.value = analysing.presetNames();
      analyseText = analysing.analyse;
      editor = createEditor(place.value, {
        onText(text) {
          state.value = { ...state.value, text };
          clearTimeout(waiting);
          waiting = setTimeout(ask, PAUSE_MS);
        },
        onCursor: explain,
      });
      open(fromHash(location.hash));
      addEventListener('hashchange', openFromAddress);
    } catch (error) {
      failure.value = `The playground could not be loaded: ${(error as Error).message}`;
    }
  });
  onBeforeUnmount(() => {
    clearTimeout(waiting);
    removeEventListener('hashchange', openFromAddress);
    editor?.destroy();
  });

  return {
    ...{ state, presets, analysis, explanation, failure, examples: EXAMPLES, filenames: FILENAMES },
    example: computed(() => exampleWith(state.value.filename, state.value.text)),
    summary: computed(() => summaryOf(analysis.value, failure.value)),
    patch: computed(() => (analysis.value?.diff ?? '').trimEnd().split('\n').map(patchLine)),
    openExample({ filename, text }: Example): void {
      open({ ...state.value, filename, text });
    },
    choosePreset(preset: string): void {
      state.value = { ...state.value, preset };
      ask();
    },
    chooseFilename(filename: string): void {
      state.value = { ...state.value, filename };
      editor?.setLanguage(filename);
      ask();
    },
    show(problem: Problem): void {
      editor?.goTo(problem.from);
    },
  };
}

function summaryOf(analysis: Analysis | undefined, failure: string): string {
  if (failure) return failure;
  if (!analysis) return 'Loading the editor and the parser …';
  if (analysis.unreadable) return 'This cannot be read.';
  const { problems, launches } = analysis;
  if (launches === 0) return 'No launch of this preset.';
  const found = `${launches} ${launches === 1 ? 'launch' : 'launches'}`;
  return `${found}, ${problems.length === 0 ? 'none' : problems.length} to mend.`;
}

function patchLine(text: string): { text: string; kind: string } {
  if (/^(?:---|\+\+\+|@@)/.test(text)) return { text, kind: 'place' };
  if (text.startsWith('+')) return { text, kind: 'added' };
  return { text, kind: text.startsWith('-') ? 'removed' : 'kept' };
}
