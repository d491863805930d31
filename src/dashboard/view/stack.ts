import { html, type Html } from '../markup.ts';
import { framesIn, type Frame } from './frames.ts';

/** In its order, the application's own frames in sight, and those of libraries folded where they stand. */
export function stackOf(stack: string): Html {
  const frames = framesIn(stack);
  const hasOwn = frames.some(isOwn);
  const runs = hasOwn ? runsOf(frames) : [frames];
  const items = runs.map((run) => (hasOwn && !isOwn(run[0]!) ? folded(run) : run.map(item)));
  return html`<ol class="stack">
    ${items}
  </ol>`;
}

function isOwn({ library }: Frame): boolean {
  return library === undefined;
}

/** Neighbours that are of one kind. */
function runsOf(frames: readonly Frame[]): readonly (readonly Frame[])[] {
  const runs: Frame[][] = [];
  let before: Frame | undefined;
  for (const frame of frames) {
    if (before !== undefined && isOwn(before) === isOwn(frame)) runs.at(-1)!.push(frame);
    else runs.push([frame]);
    before = frame;
  }
  return runs;
}

function folded(run: readonly Frame[]): Html {
  const libraries = [...new Set(run.map(({ library }) => library))];
  const count = run.length === 1 ? '1 frame' : `${run.length} frames`;
  return html`<li class="folded">
    <details>
      <summary>${count} in ${libraries.join(', ')}</summary>
      <ol>
        ${run.map(item)}
      </ol>
    </details>
  </li>`;
}

function item(frame: Frame): Html {
  const { name, folder, file } = frame;
  const kind = isOwn(frame) ? 'own' : 'library';
  return html`<li class="${kind}">
    <b>${name ?? '(anonymous)'}</b> <span class="place"><span>${folder}</span>${file}</span>
  </li>`;
}
