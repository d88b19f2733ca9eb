import type { Incident } from '../../events/sink.js';
import { instrument, measure, optional, type Table, text, time, venue } from '../table.js';

export const incidentsTable: Table<Incident> = {
  name: 'incidents',
  rowIs: 'a shock, a halt or a reopening',
  columns: [
    time('time_s', 'start', (incident) => incident.timeUs),
    time('end_time_s', 'end', (incident) => incident.endTimeUs),
    venue(),
    text('kind', 'priceJump, marketOrder, tradingHalt, reopening …', (incident) => incident.kind),
    optional(text('name', 'name of the shock', (incident) => incident.name)),
    measure(
      'severity',
      '',
      'size of the shock in the words of its kind',
      (incident) => incident.severity,
    ),
    optional(text('trigger', 'scheduled, or the condition', (incident) => incident.trigger)),
    optional(instrument<Incident>()),
  ],
};
