/**
 * The library: a scenario's text becomes a scenario, a scenario and a seed become events, and the
 * events become numbers or files.
 */
export { type Comparison, type CompareRequest, compareRuns } from './compare.js';
export { BehaviourFault, BoundReached, InvariantViolation } from './core/assert.js';
export { type Cause, causeNames, isLiquidation } from './events/cause.js';
export {
  BUY,
  type CohortTotals,
  type Deleveraging,
  type EventSink,
  type FundMove,
  type Incident,
  type InstrumentSample,
  type LiquidationEnd,
  type LiquidationStart,
  type OrderFact,
  type RunEnd,
  SELL,
  type Side,
  type TradeFact,
  type VenueSample,
} from './events/sink.js';
export { type MergeOutcome, type MergeRequest, mergeSweeps } from './merge.js';
export { type CriticalRequest, searchCritical } from './critical.js';
export { tuneV8 } from './tune-v8.js';
export { loadWithModules, type ReadyScenario } from './load-modules.js';
export type { Cascade } from './metrics/cascades.js';
export type { Counterfactual } from './metrics/counterfactual.js';
export { fanOut, type Listener } from './metrics/fan-out.js';
export type { Generation } from './metrics/generations.js';
export { RunMetrics } from './metrics/run-metrics.js';
export type { Summary } from './metrics/summary.js';
export type { Trend, Trends } from './metrics/trends.js';
export { type RunCourse, type RunOutcome, type RunRequest, runScenario } from './run.js';
export type { RunProgress } from './run/run-progress.js';
export {
  type CounterfactualListeners,
  type CounterfactualResult,
  simulateCounterfactual,
} from './run/simulate-counterfactual.js';
export { type SimulationResult, simulateScenario } from './run/simulate-scenario.js';
export {
  type LoadedScenario,
  loadScenario,
  type ReadText,
  ScenarioError,
} from './scenario/load.js';
export type { Scenario } from './scenario/scenario.js';
export {
  executeInto,
  type PlanExecution,
  planSweep,
  runSweep,
  type SweepOutcome,
  type SweepRequest,
} from './sweep.js';
export type { Cell, RunLimits, StoppingRule, SweepPlan } from './sweep/plan.js';
export type { Shard } from './sweep/plan-course.js';
export { openRunPool, type PoolRequest, type RunPool } from './sweep/run-pool.js';
export type { RunRecord, RunStatus } from './sweep/run-record.js';
export { type RunAnswer, RunFailed, type RunTask } from './sweep/run-task.js';
export type { SweepProgress } from './sweep/sweep-progress.js';
export type { SweepReport } from './sweep/sweep-report.js';
export { metricOf, type SweepResults } from './sweep/sweep-results.js';
export type { AgentDecision } from './simulation/agents/checked-decision.js';
export type {
  AgentBehaviour,
  AgentSetting,
  BehaviourFactories,
  BehaviourFactory,
} from './simulation/agents/custom-behaviour.js';
export type { AgentDraws } from './simulation/agents/draws-facade.js';
export type { AgentMarket } from './simulation/agents/market-facade.js';
export type { Build } from './writers/build.js';
export { FolderError, WriteError } from './writers/folder-error.js';
export type { Manifest } from './writers/manifest.js';
export type { Printer } from './writers/printer.js';
export {
  COUNTERFACTUAL_COLUMNS,
  COUNTERFACTUAL_TABLE,
  RECORDING_TABLES,
  type Recording,
  RUN_TABLES,
} from './writers/tables.js';
