import type { RunOutcome } from '../run.js';
import type { SummaryRecord } from '../writers/manifest.js';

const AMOUNTS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** What happened, how deep, who paid, and where the files are. */
export function runSummaryText({ folder, manifest, alreadyThere }: RunOutcome): string {
  const { counts, endReason, summary } = manifest;
  const interrupted = endReason === 'interrupted' ? ', interrupted' : '';
  const rows: [string, string][] = [
    [
      'Mark price',
      `fell at most ${amount(summary, 'max_mark_drawdown_pct')} %, rose at most ${amount(summary, 'max_mark_rise_pct')} %`,
    ],
    ['Liquidations', liquidationsText(summary)],
    ['Cascades', cascadesText(summary)],
    ['Insurance fund', fundText(summary)],
    ['Bad debt', badDebtText(summary)],
    ['Files', alreadyThere ? `${folder} (already there: same scenario, seed and build)` : folder],
  ];
  const title = `${manifest.scenario}, seed ${manifest.seed}: ${AMOUNTS.format(counts.simulatedSeconds)} s simulated in ${AMOUNTS.format(counts.commands)} commands${interrupted}`;
  return `${title}\n${rows.map(([name, text]) => `  ${name.padEnd(16)}${text}\n`).join('')}`;
}

/** The same as one JSON document. */
export function runSummaryJson({ folder, manifest, alreadyThere }: RunOutcome): string {
  const { resolved: _resolved, ...told } = manifest;
  return `${JSON.stringify({ folder, alreadyThere, ...told, build: manifest.build.id }, null, 2)}\n`;
}

function liquidationsText(summary: SummaryRecord): string {
  if (summary['liquidations'] === 0) return 'none';
  return `${amount(summary, 'liquidations')} on ${amount(summary, 'accounts_liquidated')} accounts, ${money(summary, 'liquidated_notional')} of positions`;
}

function cascadesText(summary: SummaryRecord): string {
  if (summary['cascades'] === 0) return 'none';
  const censored = summary['censored'] === true ? '; the run ended inside one' : '';
  return `${amount(summary, 'cascades')}; the deepest has ${amount(summary, 'cascade_depth')} generations, the largest ${amount(summary, 'cascade_size')} liquidations${censored}`;
}

function fundText(summary: SummaryRecord): string {
  return `from ${money(summary, 'insurance_fund_start')} to ${money(summary, 'insurance_fund_end')}, lowest ${money(summary, 'insurance_fund_min')}`;
}

const PAYERS = [
  ['paid_by_insurance_fund', 'the insurance fund'],
  ['paid_by_backstop', 'the backstop vault'],
  ['paid_by_deleveraging', 'deleveraged counterparties'],
  ['paid_by_socialisation', 'winners pro rata'],
  ['paid_by_venue', 'the venue'],
] as const;

function badDebtText(summary: SummaryRecord): string {
  const paid = PAYERS.filter(([column]) => Number(summary[column]) !== 0).map(
    ([column, payer]) => `${amount(summary, column)} by ${payer}`,
  );
  const open = Number(summary['open_deficit']);
  const deficit = open === 0 ? '' : `; deficits still open: ${money(summary, 'open_deficit')}`;
  if (paid.length === 0) return `none${deficit}`;
  return `${money(summary, 'bad_debt')}, paid: ${paid.join(', ')}${deficit}`;
}

function money(summary: SummaryRecord, column: string): string {
  return `${amount(summary, column)} ${summary['settlement_asset']}`;
}

function amount(summary: SummaryRecord, column: string): string {
  return AMOUNTS.format(Number(summary[column]));
}
