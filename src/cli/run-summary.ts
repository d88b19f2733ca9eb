import { US_PER_SECOND } from '../core/units.js';
import type { RunCourse, RunOutcome } from '../run.js';
import { durationText } from '../scenario/durations.js';
import type { Manifest, SummaryRecord } from '../writers/manifest.js';
import { countLine, levelLine } from './sparkline.js';
import { styled, type Terminal, wrapped } from './terminal.js';
import { amountText, counted, listed } from './wording.js';

const INDENT = 2;
/** Where the texts begin, right of the labels. */
const TEXT_COLUMN = 18;
const NARROWEST_LINE = 8;
/** Marks that are drawn; a scenario may have many instruments. */
const MOST_MARKS = 4;

/** What happened, how deep, who paid, where the files are, and how to do it again. */
export function runSummaryText(outcome: RunOutcome, again: string, terminal: Terminal): string {
  const { summary } = outcome.manifest;
  const sections = [
    textRow('Liquidations', liquidationsText(summary), terminal),
    textRow('Mark', markText(summary), terminal),
    textRow('Cascades', cascadesText(summary), terminal),
    textRow('Self-made', selfMadeText(outcome.manifest), terminal),
    textRow('Bad debt', badDebtText(summary), terminal),
    textRow('Insurance fund', fundText(summary), terminal),
    outcome.course === null || !terminal.isInteractive ? '' : trendRows(outcome.course, terminal),
    row('Files', filesText(outcome), terminal),
    row('Again', again, terminal),
  ];
  const title = styled('bold', titleText(outcome), terminal);
  return `${title}\n${sections.join('')}`;
}

/** The same as one JSON document. */
export function runSummaryJson({ folder, manifest, alreadyThere }: RunOutcome): string {
  const { resolved: _resolved, ...told } = manifest;
  return `${JSON.stringify({ folder, alreadyThere, ...told, build: manifest.build.id }, null, 2)}\n`;
}

function titleText({ manifest, course }: RunOutcome): string {
  const { counts, endReason, scenario, seed } = manifest;
  const wall = course === null ? '' : ` in ${amountText(rounded(course.wallSeconds))} s`;
  const interrupted = endReason === 'interrupted' ? ', interrupted' : '';
  const commands = counted(counts.commands, 'command');
  return `${scenario}, seed ${seed}: ${spanText(counts.simulatedSeconds)} simulated${wall}, ${commands}${interrupted}`;
}

function liquidationsText(summary: SummaryRecord): string {
  const liquidations = number(summary, 'liquidations');
  if (liquidations === 0) return 'none';
  const accounts = counted(number(summary, 'accounts_liquidated'), 'account');
  const first = spanText(number(summary, 'time_to_first_liquidation_s'));
  return `${amountText(liquidations)} on ${accounts}, ${money(summary, 'liquidated_notional')} of positions, the first after ${first}`;
}

function markText(summary: SummaryRecord): string {
  return `fell at most ${amount(summary, 'max_mark_drawdown_pct')} % from a peak, rose at most ${amount(summary, 'max_mark_rise_pct')} %`;
}

function cascadesText(summary: SummaryRecord): string {
  const cascades = number(summary, 'cascades');
  if (cascades === 0) return 'none';
  const generations = counted(number(summary, 'cascade_depth'), 'generation');
  const liquidations = counted(number(summary, 'cascade_size'), 'liquidation');
  const censored = summary['censored'] === true ? '; the run ended inside one' : '';
  if (cascades === 1) return `1 of ${generations} and ${liquidations}${censored}`;
  return `${amountText(cascades)}; the deepest has ${generations}, the largest ${liquidations}${censored}`;
}

/** Empty where the run was not made a second time without forced sales. */
function selfMadeText({ counterfactual, summary }: Manifest): string {
  if (counterfactual === undefined) return '';
  if (counterfactual.endReason === 'interrupted') {
    return 'not known: interrupted before the run without forced sales was over';
  }
  const falls = `without forced sales the mark falls ${amount(summary, 'counterfactual_max_mark_drawdown_pct')} %`;
  const isDefined = summary['amplification'] !== null;
  const fall = isDefined ? `amplification ${amount(summary, 'amplification')}: ${falls}` : falls;
  return `${fall}${broughtAboutText(summary)}`;
}

/** Below 0 where forced sales prevented more liquidations than they brought about. */
function broughtAboutText(summary: SummaryRecord): string {
  const share = summary['net_branching_ratio'];
  if (share === null || share === undefined) return '';
  const percent = amountText(Math.abs(100 * Number(share)));
  return Number(share) < 0
    ? `; they prevent liquidations: without them there are ${percent} % more`
    : `; they bring about ${percent} % of the liquidations`;
}

const PAYERS = [
  ['paid_by_insurance_fund', 'the insurance fund'],
  ['paid_by_backstop', 'the backstop vault'],
  ['paid_by_deleveraging', 'deleveraged counterparties'],
  ['paid_by_socialisation', 'winners pro rata'],
  ['paid_by_venue', 'the venue'],
] as const;

function badDebtText(summary: SummaryRecord): string {
  const paid = PAYERS.filter(([column]) => number(summary, column) !== 0).map(
    ([column, payer]) => `${amount(summary, column)} by ${payer}`,
  );
  const debt = paid.length === 0 ? 'none' : `${money(summary, 'bad_debt')}, paid: ${listed(paid)}`;
  const notes = [
    ['deleveraged_notional', 'positions reduced by deleveraging'],
    ['open_deficit', 'deficits still open'],
  ] as const;
  return notes
    .filter(([column]) => number(summary, column) !== 0)
    .reduce((text, [column, name]) => `${text}; ${name}: ${money(summary, column)}`, debt);
}

function fundText(summary: SummaryRecord): string {
  return `from ${money(summary, 'insurance_fund_start')} to ${money(summary, 'insurance_fund_end')}, lowest ${money(summary, 'insurance_fund_min')}`;
}

function trendRows({ trends, printer }: RunCourse, terminal: Terminal): string {
  const { begun, fund, liquidations } = trends;
  const marks = trends.marks.slice(0, MOST_MARKS);
  const captions = marks.map((mark, instrument) => {
    const [first, last, least] = [mark.first, mark.last, mark.least].map((ticks) =>
      amountText(Number(printer.price(instrument, Number.isNaN(ticks) ? 0 : ticks))),
    );
    const name = trends.marks.length === 1 ? '' : `${printer.instrument(instrument)} `;
    return `${name}${first} → ${last}, low ${least}`;
  });
  const longest = Math.max(...captions.map((caption) => caption.length));
  const width = Math.max(NARROWEST_LINE, terminal.width - TEXT_COLUMN - longest - 2);
  // From nothing up, because what matters of a fund is how much of it is left.
  const ofFund = levelLine(fund.values.subarray(0, begun), width, 0);
  const ofLiquidations = countLine(liquidations.subarray(0, begun), width);
  return [
    '\n',
    ...marks.map((mark, instrument) => {
      const line = styled('cyan', levelLine(mark.values.subarray(0, begun), width), terminal);
      return row('Mark', `${line}  ${captions[instrument]}`, terminal);
    }),
    row('Fund', styled('green', ofFund, terminal), terminal),
    row('Liquidations', styled('red', ofLiquidations, terminal), terminal),
    '\n',
  ].join('');
}

function filesText({ folder, alreadyThere }: RunOutcome): string {
  return alreadyThere ? `${folder} (already there: same scenario, seed and build)` : folder;
}

/** Text for people is broken where they look at it, and one line where a program may. */
function textRow(label: string, text: string, terminal: Terminal): string {
  if (text === '') return '';
  if (!terminal.isInteractive) return row(label, text, terminal);
  const [first, ...rest] = wrapped(text, terminal.width - TEXT_COLUMN);
  const margin = ' '.repeat(TEXT_COLUMN);
  return row(label, first, terminal) + rest.map((line) => `${margin}${line}\n`).join('');
}

function row(label: string, text: string, terminal: Terminal): string {
  const padded = label.padEnd(TEXT_COLUMN - INDENT);
  return `${' '.repeat(INDENT)}${styled('dim', padded, terminal)}${text}`.trimEnd() + '\n';
}

/** A time of whole seconds where it is more than one. */
function spanText(seconds: number): string {
  const shown = seconds > 1 ? Math.round(seconds) : rounded(seconds);
  return durationText(Math.round(shown * US_PER_SECOND));
}

function rounded(seconds: number): number {
  return Math.round(100 * seconds) / 100;
}

function money(summary: SummaryRecord, column: string): string {
  return `${amount(summary, column)} ${summary['settlement_asset']}`;
}

function amount(summary: SummaryRecord, column: string): string {
  return amountText(number(summary, column));
}

function number(summary: SummaryRecord, column: string): number {
  return Number(summary[column]);
}
