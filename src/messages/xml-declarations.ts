/** What stands in XML besides elements and text. */

import { endOfComment } from './comment.ts';
import type { Fault, Shape } from './shape.ts';
import { forbidHoles, nameAt } from './tag.ts';

const DECLARATION =
  /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.0\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[Uu][Tt][Ff]-8\2)?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\3)?[ \t\r\n]*\?>/y;

/** What follows the declaration, which only the very begin may have. */
export function afterDeclaration({ text }: Shape, fault: Fault): number | undefined {
  if (!/^<\?xml[^-.:\w]/.test(text)) return 0;
  DECLARATION.lastIndex = 0;
  if (DECLARATION.test(text)) return DECLARATION.lastIndex;
  fault(0, 'has another XML declaration', `write '<?xml version="1.0" encoding="UTF-8"?>', or leave it out`);
  return undefined;
}

/** What follows an instruction, a comment or a CDATA section; `undefined`, reported, when it is none of these. */
export function afterSpecial(shape: Shape, at: number, inRoot: boolean, fault: Fault): number | undefined {
  const { text } = shape;
  if (text[at + 1] === '?') return afterInstruction(shape, at, fault);
  if (text.startsWith('<!--', at)) return endOfComment(shape, at, fault);
  if (inRoot && text.startsWith('<![CDATA[', at)) return afterSection(shape, at, fault);
  fault(
    at,
    'has a declaration or a section',
    'leave it out: types and entities are for attacks on who reads it',
  );
  return undefined;
}

function afterInstruction(shape: Shape, at: number, fault: Fault): number | undefined {
  const { text } = shape;
  const target = nameAt(text, at + 2);
  const end = text.indexOf('?>', at + 2);
  const spaced = /[ \t\r\n?]/.test(text[at + 2 + target.length] ?? '');
  if (end === -1 || !spaced || target === '' || target.includes(':') || target.toLowerCase() === 'xml') {
    fault(
      at,
      'has no proper processing instruction',
      'write it as in "<?target text?>", with another target than "xml"',
    );
    return undefined;
  }
  forbidHoles(shape, at, end, 'a processing instruction', fault);
  return end + 2;
}

function afterSection(shape: Shape, at: number, fault: Fault): number | undefined {
  const end = shape.text.indexOf(']]>', at);
  if (end === -1) {
    fault(at, 'has a CDATA section without end', 'write "]]>" behind it');
    return undefined;
  }
  forbidHoles(shape, at, end, 'a CDATA section', fault);
  return end + 3;
}
