/** A field that filters the next table of the page, whose columns sort when their heads are clicked. Without it the table is whole. */
import { onMounted, ref, useTemplateRef, watch, type Ref } from 'vue';

/** @returns what is typed, and how many rows are left */
export function useSearchableTable(): { readonly wanted: Ref<string>; readonly shown: Ref<string> } {
  const field = useTemplateRef<HTMLElement>('field');
  const wanted = ref('');
  const shown = ref('');
  let rows: HTMLTableRowElement[] = [];

  function filter(): void {
    const words = wanted.value.toLowerCase().split(/\s+/);
    let count = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) count++;
    }
    shown.value = `${count} of ${rows.length}`;
  }

  function sort(table: HTMLTableElement, head: HTMLTableCellElement): void {
    const isDown = head.getAttribute('aria-sort') === 'ascending';
    for (const other of table.querySelectorAll('th')) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
    const textOf = (row: HTMLTableRowElement): string => row.cells[head.cellIndex]?.textContent ?? '';
    rows.sort((a, b) => textOf(a).localeCompare(textOf(b)) * (isDown ? -1 : 1));
    table.tBodies[0]?.append(...rows);
  }

  onMounted(() => {
    let table = field.value?.nextElementSibling;
    while (table && !(table instanceof HTMLTableElement)) table = table.nextElementSibling;
    if (!table) return;
    const found = table;
    rows = [...(found.tBodies[0]?.rows ?? [])];
    for (const head of found.querySelectorAll('th')) {
      const button = document.createElement('button');
      button.append(...head.childNodes);
      button.addEventListener('click', () => {
        sort(found, head);
      });
      head.append(button);
    }
    filter();
  });
  watch(wanted, filter);
  return { wanted, shown };
}
