/** Puts statements that no kernel can have between those of a generated function, and now and then into its loops. */
import type { BlockStatement, Statement } from 'acorn';
import { parseFunction } from '../../../lib/engine/frontend/parse.js';
import { forEachChild, isFunction, type SyntaxNode } from '../../../lib/engine/frontend/syntax.js';
import type { Random } from '../../support/random.js';

/** Statements of the generator that declare what the end of every program returns. */
const DECLARATIONS = 2;
/** One in this many places in front of a statement is taken: of the function itself, and of blocks inside. */
const SPACING = { outside: 2, inside: 6 };

/** A function like the given one, that tells `say` on its way what its variables hold. */
export function breakUp(source: string, random: Random): string {
  const parsed = parseFunction(source);
  if (!parsed.ok) throw new Error(parsed.refusals[0]?.message);
  const { node, textOffset } = parsed.fn;
  const body = node.body as BlockStatement;
  const insertions: { at: number; text: string }[] = [];
  let said = 0;
  const saying = (): string => {
    const variable = random.pick(['s', 'u', 'fuel', 'x', 'k']);
    return random.pick([
      `say(${++said}, ${variable}); `,
      `say(\`${++said} \${${variable}}\`); `,
      `say(${++said}, new Map([['${variable}', ${variable}]])); `,
      `say(${++said}, Array.from(a)); `,
    ]);
  };
  const insert = (statements: readonly Statement[], spacing: number): void => {
    for (const { start } of statements) {
      if (random.chance(1 / spacing)) insertions.push({ at: start - textOffset, text: saying() });
    }
  };
  insert(body.body.slice(DECLARATIONS), SPACING.outside);
  const visit = (inner: SyntaxNode): void => {
    if (isFunction(inner)) return;
    if (inner.type === 'BlockStatement') insert(inner.body, SPACING.inside);
    forEachChild(inner, visit);
  };
  body.body.slice(DECLARATIONS).forEach(visit);
  const first = body.body[DECLARATIONS];
  if (first !== undefined && random.chance(0.5)) {
    const end = body.end - 1 - textOffset;
    insertions.push({ at: first.start - textOffset, text: 'try { ' });
    insertions.push({ at: end, text: '} catch (error) { say(String(error), s, u, fuel); throw error; } ' });
  } else {
    insertions.push({ at: (first?.start ?? body.end - 1) - textOffset, text: "say('begin'); " });
  }
  return writeInto(source, insertions);
}

function writeInto(text: string, insertions: readonly { at: number; text: string }[]): string {
  const sorted = [...insertions].sort((one, other) => one.at - other.at);
  let result = '';
  let from = 0;
  for (const insertion of sorted) {
    result += text.slice(from, insertion.at) + insertion.text;
    from = insertion.at;
  }
  return result + text.slice(from);
}
