/**
 * Numbers the nodes of an expanded tree in the order in which they are evaluated.  Passes ask what stands in front of what; after
 * inlining, places in the source no longer tell.  `start` and `end` become such numbers, and a table leads back to the source.
 */

import type { SyntaxNode } from './syntax.js';
import { forEachChild } from './syntax.js';

export interface NumberedTree {
  /** Whether the node belongs to the tree: expansion drops some that it made. */
  has(node: SyntaxNode): boolean;
  /** Place in the source of the node that was given the number. */
  placeOf(number: number): number;
  /** What the node was inlined from, where that is worth a word. */
  noteOf(number: number): string | undefined;
}

export function numberNodes(root: SyntaxNode, notes: ReadonlyMap<SyntaxNode, string>): NumberedTree {
  const nodes = new Set<SyntaxNode>();
  const places: number[] = [];
  const found: (string | undefined)[] = [];

  function visit(node: SyntaxNode, outerNote: string | undefined): void {
    const note = notes.get(node) ?? outerNote;
    const number = places.length;
    nodes.add(node);
    places.push(node.start);
    found.push(note);
    node.start = number;
    if (node.type === 'SwitchCase') {
      // Its parser lists the statements in front of the test.
      if (node.test) {
        visit(node.test, note);
      }
      node.consequent.forEach((statement) => visit(statement, note));
    } else {
      forEachChild(node, (child) => visit(child, note));
    }
    places.push(node.end);
    found.push(note);
    node.end = places.length;
  }

  visit(root, undefined);
  return {
    has: (node) => nodes.has(node),
    placeOf: (number) => places[number] ?? 0,
    noteOf: (number) => found[number],
  };
}
