/** A list of groups: two lines each, what it is and what surrounds it. */

import { grouped } from './counted.ts';
import { statePaint, stateText, titleOf } from './group-text.ts';
import { clip, pad, padLeft, widest } from './layout.ts';
import { printable } from './printable.ts';
import { isUnicode, sparkline } from './sparkline.ts';
import { statusPaint } from './status-paint.ts';
import { styleFor } from './style.ts';
import { ago } from './time-text.ts';
import type { GroupSummary } from '../store/group.ts';
import type { Io } from './io.ts';

/** From here on there is room for an hour a block. */
const WIDE = 100;

export function groupTable(items: readonly GroupSummary[], now: number, io: Io): string[] {
  const style = styleFor(io);
  const { columns = Number.POSITIVE_INFINITY } = io;
  const blocks = columns < WIDE ? 12 : 24;
  const counts = widest(items.map(({ count }) => grouped(count)));
  const ages = widest(items.map(({ lastAt }) => ago(lastAt, now)));
  const indent = counts + blocks + 4;
  const titles = `${padLeft('', counts)}  ${pad('last 24 h', blocks)}  what fails`;
  return items.flatMap((item, index) => {
    const { status, count, trend, lastAt, code, route, api, fingerprint } = item;
    const line = sparkline(trend, blocks, isUnicode(io.env));
    const where = [route, api].filter((part) => part !== undefined && part !== '');
    const told = [code, ...where].map((part) => printable(part!)).join(' · ');
    const state = stateText(item, now);
    const isPlain = item.state === 'open' && item.reopened === undefined;
    const behind = isPlain ? '' : `  ${state}`;
    const room = columns - indent;
    const [age, name] = [pad(ago(lastAt, now), ages), printable(fingerprint)];
    const left = room - age.length - name.length - behind.length - 4;
    return [
      index === 0 ? style.faint(titles) : '',
      [
        style.strong(padLeft(grouped(count), counts)),
        style.place(pad(line, blocks)),
        `${statusPaint(status, style)(printable(String(status)))} ${style.strong(clip(titleOf(item), room - 4))}`,
      ].join('  '),
      `${' '.repeat(indent)}${style.faint(`${age}  ${name}`)}${statePaint(item, style)(behind)}` +
        (left < 8 ? '' : style.faint(`  ${clip(told, left)}`)),
    ];
  });
}
