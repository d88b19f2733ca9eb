import { MEASURES, written } from './measures.js';

/**
 * @import { Facts } from './facts.js'
 * @import { Card, Row } from './judge.js'
 *
 * @typedef {object} Heading
 * @property {string} scenario
 * @property {string} question
 * @property {string} command that makes the card again
 * @property {number} seeds
 */

const GROUPS = { event: 'The event', returns: 'One-minute returns', market: 'The market' };
const COLUMNS = ['fact', 'target', 'run', '5 %', '95 %', 'verdict'];

/**
 * The card as a table for a terminal.
 * @param {Card} card
 */
export function tableText({ rows, ...card }) {
  const lines = [COLUMNS, ...rows.map(cellsOf)];
  const widths = COLUMNS.map((_, at) => Math.max(...lines.map((cells) => cells[at].length)));
  const texts = lines.map((cells) =>
    cells
      .map((cell, at) =>
        at === 0 || at === 5 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]),
      )
      .join('  ')
      .trimEnd(),
  );
  texts.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return `${texts.join('\n')}\n${resultText(card)}\n`;
}

/**
 * The card as a page.
 * @param {Card} card
 * @param {Facts | null} facts
 * @param {Heading} heading
 */
export function pageText({ rows, ...card }, facts, { scenario, question, command, seeds }) {
  const parts = [
    `# Score card: ${scenario}`,
    question,
    `\`${command}\` makes this page. Values of a run are given as the median of ${seeds} seeds, with the range from 5 to 95 % of the seeds; those of returns are of all seeds pooled. ${resultText(card)}`,
  ];
  if (facts !== null) parts.push(`Compared with: ${facts.event}.`);
  for (const [group, title] of Object.entries(GROUPS)) {
    const own = rows.filter(({ name }) => MEASURES[name].group === group);
    if (own.length > 0) parts.push(`## ${title}`, markdownTable(COLUMNS, own.map(cellsOf)));
  }
  const sourced = rows.filter(({ fact }) => fact !== null);
  if (sourced.length > 0) parts.push('## Sources', sourced.map(sourceLine).join('\n'));
  return `${parts.join('\n\n')}\n`;
}

/** @param {Omit<Card, 'rows'>} card */
function resultText({ judged, met, passed }) {
  if (judged === 0) return 'There are no facts to judge this scenario by.';
  return `${met} of ${judged} facts are met: ${passed ? 'passed' : 'failed'}.`;
}

/** @param {Row} row */
function cellsOf({ name, value, low, high, fact, verdict }) {
  return [
    MEASURES[name].title,
    fact === null ? '' : targetText(name, fact),
    written(name, value),
    written(name, low),
    written(name, high),
    verdict ?? '',
  ];
}

/**
 * @param {string} name
 * @param {NonNullable<Row['fact']>} fact
 */
function targetText(name, { value, tolerance, atLeast, atMost, above, of }) {
  const parts = [];
  if (value !== undefined) {
    parts.push(`${written(name, value)} ± ${Math.round(100 * (tolerance ?? 0))} %`);
  }
  if (atLeast !== undefined) parts.push(`>= ${written(name, atLeast)}`);
  if (above !== undefined) parts.push(`> ${written(name, above)}`);
  if (atMost !== undefined) parts.push(`<= ${written(name, atMost)}`);
  return `${of === undefined ? '' : `${of} `}${parts.join(', ')}`;
}

/**
 * @param {readonly string[]} titles
 * @param {readonly (readonly string[])[]} rows
 */
function markdownTable(titles, rows) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(line)].join('\n');
}

/** @param {Row} row */
function sourceLine({ name, fact }) {
  const { source, confidence, measured } = /** @type {NonNullable<Row['fact']>} */ (fact);
  return `- **${MEASURES[name].title}** (${confidence}): ${trimmed(source)}. In a run: ${trimmed(measured)}.`;
}

/** @param {string} text */
function trimmed(text) {
  return text.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
}
