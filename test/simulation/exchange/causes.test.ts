import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../../src/events/sink.js';
import type { MarkPolicy, Shock } from '../../../src/scenario/scenario.js';
import { flatMargin, instrument, liquidation, SECOND } from '../../helpers/scenarios.js';
import { longTo, quoter, type Setting, shortTo, Stage } from '../../helpers/stage.js';

function sale(name: string, atUs: number, lots: number): Shock {
  return { name, kind: 'marketOrder', atUs, venue: 0, instrument: 0, side: 'sell', lots };
}

function purchase(name: string, atUs: number, lots: number): Shock {
  return { name, kind: 'marketOrder', atUs, venue: 0, instrument: 0, side: 'buy', lots };
}

function jump(name: string, atUs: number, size: number): Shock {
  return { name, kind: 'priceJump', atUs, venue: 0, instrument: 0, size };
}

function stage(mark: MarkPolicy, setting: Setting, markEveryUs = 0): Stage {
  return new Stage({
    ...setting,
    venue: { instruments: [instrument({ mark })], markEveryUs, ...setting.venue },
  });
}

const LAST: MarkPolicy = { kind: 'last' };
const MID: MarkPolicy = { kind: 'mid' };
const MEDIAN: MarkPolicy = { kind: 'median' };
const INDEX: MarkPolicy = { kind: 'index' };

describe('causes where the mark is the last price', () => {
  const ladder = quoter('bids 990x1 980x1 970x1 960x1 950x1 940x9');

  it('each liquidation sets off the next one below', () => {
    const drawn = stage(LAST, {
      traders: [ladder, longTo('a', 1, 990), longTo('b', 1, 980), longTo('c', 1, 970)],
      shocks: [sale('s', SECOND, 1)],
    }).finish();
    expect(drawn.tree()).toBe('shock:s: a [b [c]]');
    expect(drawn.facts.starts.map(({ generation }) => generation)).toEqual([1, 2, 3]);
  });

  it('a level belongs to the step that came down to it or through it', () => {
    // The shock ends at 990, a's sale at 980, b's at 970.
    const traders = [ladder, longTo('a', 1, 995), longTo('b', 1, 990)];
    const shocks = [sale('s', SECOND, 1)];
    const at = (level: number): string =>
      stage(LAST, { traders: [...traders, longTo('x', 1, level)], shocks })
        .finish()
        .tree();
    expect(at(991)).toBe('shock:s: a; shock:s: b; shock:s: x');
    expect(at(990)).toBe('shock:s: a; shock:s: b; shock:s: x');
    expect(at(989)).toBe('shock:s: a [x]; shock:s: b');
    expect(at(980)).toBe('shock:s: a [x]; shock:s: b');
    expect(at(979)).toBe('shock:s: a; shock:s: b [x]');
    expect(at(970)).toBe('shock:s: a; shock:s: b [x]');
    expect(at(969)).toBe('shock:s: a; shock:s: b');
  });

  it('two that act before one mark update share its way between them', () => {
    const drawn = stage(LAST, {
      traders: [
        ladder,
        longTo('a', 1, 995),
        longTo('b', 1, 995),
        longTo('c', 1, 975),
        longTo('d', 1, 985),
        longTo('e', 1, 955),
      ],
      shocks: [sale('s', SECOND, 1)],
    }).finish();
    // a sells at 980 and b at 970; then c at 960 and d at 950, both found at 970.
    expect(drawn.tree()).toBe('shock:s: a [d [e]]; shock:s: b [c]');
  });

  it('mirrors for shorts that are squeezed', () => {
    const drawn = stage(LAST, {
      traders: [
        quoter('asks 1010x1 1020x1 1030x1 1040x9'),
        shortTo('a', 1, 1005),
        shortTo('b', 1, 1010),
        shortTo('c', 1, 1011),
        shortTo('d', 1, 1030),
        shortTo('e', 1, 1041),
      ],
      shocks: [purchase('s', SECOND, 1)],
    }).finish();
    expect(drawn.tree()).toBe('shock:s: a [c]; shock:s: b [d]');
  });

  it('a reversal before the update takes back what was moved, the last first', () => {
    const drawn = stage(
      LAST,
      {
        traders: [
          quoter('bids 980x1 960x2 950x1 asks 985x9'),
          { name: 'buyer', mode: 'unmargined' },
          longTo('x', 1, 986),
          longTo('y', 1, 984),
          longTo('z', 1, 960),
          longTo('never', 1, 959),
        ],
        shocks: [sale('down', SECOND, 4), sale('again', 3 * SECOND, 1)],
      },
      10 * SECOND,
    )
      .at(2 * SECOND, 'buyer', (decision) => {
        decision.market(BUY, 1); // back to 985
        decision.limit(BUY, 960, 3);
      })
      .finish();
    // 1000 to 950 by `down`, back to 985, from there to 960 by `again`.
    expect(drawn.tree()).toBe('shock:down: x; shock:again: y; shock:again: z');
  });

  it('a move that is taken back altogether sets off nobody', () => {
    const drawn = stage(
      LAST,
      {
        traders: [quoter('bids 950x1 asks 1000x5'), longTo('x', 1, 960)],
        shocks: [sale('down', SECOND, 1), purchase('back', 2 * SECOND, 1)],
      },
      10 * SECOND,
    ).finish();
    expect(drawn.tree()).toBe('');
    expect(drawn.facts.marks).toEqual([]);
  });

  it('who goes back and forth owns the last part of the way, under one name too', () => {
    const drawn = stage(
      LAST,
      {
        traders: [
          quoter('bids 980x1 970x1 960x9 asks 990x1 995x9'),
          { name: 'noise', mode: 'unmargined' },
          longTo('x', 1, 985),
          longTo('y', 1, 972),
        ],
        shocks: [sale('s', SECOND, 2)],
      },
      10 * SECOND,
    )
      .at(2 * SECOND, 'noise', (decision) => decision.market(BUY, 1)) // 990
      .at(3 * SECOND, 'noise', (decision) => decision.market(SELL, 1)) // 960
      .finish();
    expect(drawn.tree()).toBe('agent:noise: x; agent:noise: y');
  });

  it('a shock in the middle of a cascade begins a tree of its own', () => {
    // Three lots, one a second: 980 by a, 970 by the shock, 960 by a again, all before one update.
    const drawn = stage(
      LAST,
      {
        venue: {
          liquidation: liquidation({
            execution: { kind: 'steps', fractionPpm: 500_000, everyUs: SECOND },
          }),
        },
        traders: [
          ladder,
          longTo('a', 2, 995),
          longTo('b', 1, 981),
          longTo('c', 1, 975),
          longTo('d', 1, 965),
        ],
        shocks: [sale('first', 5 * SECOND, 1), sale('second', 10.5 * SECOND, 1)],
      },
      10 * SECOND,
    ).finish();
    expect(drawn.tree()).toBe('shock:first: a [b d]; shock:second: c');
    expect(drawn.facts.starts.map(({ cascade }) => cascade)).toEqual([1, 1, 2, 1]);
  });

  it('an agent who sells is a cause of his own', () => {
    const drawn = stage(LAST, {
      traders: [
        ladder,
        { name: 'seller', mode: 'unmargined' },
        longTo('a', 1, 990),
        longTo('b', 1, 975),
      ],
    })
      .at(SECOND, 'seller', (decision) => decision.market(SELL, 1))
      .at(2 * SECOND, 'seller', (decision) => decision.market(SELL, 1))
      .finish();
    // 990 by the seller, 980 by a; then 970 by the seller.
    expect(drawn.tree()).toBe('agent:seller: a; agent:seller: b');
  });
});

describe('causes where the mark is the mid price', () => {
  it('a sale moves the mid as far as it empties the bids', () => {
    const drawn = stage(MID, {
      traders: [
        quoter('bids 998x1 990x1 980x1 970x9 asks 1002x9'),
        longTo('a', 1, 996),
        longTo('b', 1, 995),
        longTo('c', 1, 990),
      ],
      shocks: [sale('s', SECOND, 1)],
    }).finish();
    // Mid 996, then 991 by a, then 986 by b.
    expect(drawn.tree()).toBe('shock:s: a [b [c]]');
  });

  it('a mid between two ticks counts as the lower', () => {
    const drawn = stage(MID, {
      traders: [quoter('bids 998x1 991x9 asks 1002x9'), longTo('a', 1, 996), longTo('b', 1, 995)],
      shocks: [sale('s', SECOND, 1)],
    }).finish();
    expect(drawn.tree()).toBe('shock:s: a');
  });

  it('an agent who cancels is a cause', () => {
    const drawn = stage(MID, {
      traders: [
        quoter('bids 980x9 asks 1002x9'),
        { name: 'maker', mode: 'unmargined', orders: 'bids 998x1' },
        longTo('a', 1, 995),
      ],
    })
      .at(SECOND, 'maker', (decision, own) => decision.cancel(own.order(998)))
      .finish();
    expect(drawn.tree()).toBe('agent:maker: a');
  });

  it('an agent who places an order is a cause', () => {
    const drawn = stage(MID, {
      traders: [
        quoter('bids 998x9 asks 1002x9'),
        { name: 'maker', mode: 'unmargined' },
        longTo('a', 1, 999),
      ],
    })
      .at(SECOND, 'maker', (decision) => decision.limit(SELL, 999, 1))
      .finish();
    expect(drawn.tree()).toBe('agent:maker: a');
  });

  it('the orders of a liquidated account go first, and carry its liquidation', () => {
    const drawn = stage(MID, {
      venue: { instruments: [instrument({ mark: MID, margin: flatMargin(0, 0) })] },
      traders: [
        quoter('bids 998x1 950x1 940x1 930x9 asks 1002x99'),
        longTo('a', 1, 996, 'bids 990x1'),
        longTo('z', 1, 996, 'bids 980x1'),
        longTo('b', 1, 991), // 996 to 991: a withdraws 990
        longTo('c', 1, 976), // 991 to 976: z withdraws 980
        longTo('d', 1, 971), // 976 to 971: a sells at 950
        longTo('e', 1, 966), // 971 to 966: z sells at 940
        longTo('never', 1, 900),
      ],
      shocks: [sale('s', SECOND, 1)],
    }).finish();
    expect(drawn.tree()).toBe('shock:s: a [b d]; shock:s: z [c e]');
  });

  it('while a side is empty nobody quotes a mid', () => {
    const drawn = stage(MID, {
      traders: [quoter('bids 998x1 asks 1002x9'), longTo('a', 1, 999)],
      shocks: [sale('s', SECOND, 1)],
    }).finish();
    expect(drawn.tree()).toBe('');
    expect(drawn.mark()).toBe(1000);
  });
});

describe('causes where the mark is the median of index, mid and last', () => {
  it('the input that was the middle one before the change decides how far it moves the mark', () => {
    const drawn = stage(
      MEDIAN,
      {
        traders: [
          quoter('bids 998x1 988x1 960x9 asks 1002x9'),
          longTo('a', 1, 995),
          longTo('b', 1, 992),
        ],
        shocks: [sale('s', SECOND, 1), jump('news', 2 * SECOND, -0.02), sale('t', 3 * SECOND, 1)],
      },
      10 * SECOND,
    ).finish();
    // s: last 998 (median 1000), mid 995 (median 998). news: index 980 (median 995).
    // t: last 988 (median 988), mid 981 (median 981).
    expect(drawn.facts.marks[0].markTicks).toBe(981);
    expect(drawn.tree()).toBe('shock:news: a; shock:t: b');
  });

  it('liquidations move it through last and mid while the index stays', () => {
    const drawn = stage(MEDIAN, {
      traders: [
        quoter('bids 998x2 990x1 980x1 970x1 960x9 asks 1002x99'),
        longTo('a', 1, 998),
        longTo('b', 1, 996),
        longTo('c', 1, 990),
        longTo('d', 1, 985),
      ],
      shocks: [sale('s', SECOND, 2)],
    }).finish();
    // s: last 998, mid 996: median 998. a at 990: mid 991, median 991. b at 980: mid 986, median
    // 986. c at 970: mid 981, median 981. d at 960.
    expect(drawn.tree()).toBe('shock:s: a [b [c [d]]]');
  });
});

describe('causes where the mark is the index', () => {
  it('what is liquidated moves no index: every liquidation is a root', () => {
    const drawn = stage(INDEX, {
      traders: [
        quoter('bids 990x1 900x1 800x9'),
        longTo('a', 1, 990),
        longTo('b', 1, 980),
        longTo('c', 1, 970),
      ],
      shocks: [jump('news', SECOND, -0.02)],
    }).finish();
    expect(drawn.tree()).toBe('shock:news: a; shock:news: b');
    expect(drawn.facts.starts.map(({ cascade }) => cascade)).toEqual([1, 2]);
  });

  it('several jumps before one update each own their part', () => {
    const drawn = stage(
      INDEX,
      {
        traders: [
          quoter('bids 900x9'),
          longTo('a', 1, 985),
          longTo('b', 1, 965),
          longTo('c', 1, 961),
          longTo('never', 1, 955),
        ],
        shocks: [
          jump('first', SECOND, -0.02), // 980
          jump('second', 2 * SECOND, -30 / 980), // 950
          jump('back', 3 * SECOND, 13 / 950), // 963
          jump('third', 4 * SECOND, -3 / 963), // 960
        ],
      },
      10 * SECOND,
    ).finish();
    expect(drawn.tree()).toBe('shock:first: a; shock:second: b; shock:third: c');
  });

  it('the published index is a cause of its own', () => {
    const path = {
      everyUs: SECOND,
      process: {
        kind: 'path' as const,
        knots: [
          { atUs: 0, price: 1000 },
          { atUs: 10 * SECOND, price: 900 },
        ],
        volatility: 0,
      },
    };
    const drawn = new Stage({
      venue: { instruments: [instrument({ mark: INDEX, index: path })] },
      traders: [quoter('bids 800x9'), longTo('a', 1, 950)],
    }).finish();
    expect(drawn.tree()).toBe('index: a');
    expect(drawn.facts.starts[0].timeUs).toBe(5 * SECOND);
  });
});

describe('causes where the mark is the index and a mean of the basis', () => {
  /** Half of the distance is absorbed in a second. */
  const EWMA: MarkPolicy = { kind: 'ewmaBasis', timeConstantUs: Math.round(SECOND / Math.LN2) };

  it('what pulled first is absorbed first', () => {
    // Mid 980 by s and 960 by t: the basis is −40, of which the mark takes 20 in the first second
    // (all by s), then 10, then 5.
    const drawn = stage(
      EWMA,
      {
        traders: [
          quoter('bids 998x1 958x1 918x1 900x9 asks 1002x9'),
          longTo('a', 1, 990),
          longTo('b', 1, 980),
          longTo('c', 1, 979),
          longTo('d', 1, 960),
          longTo('e', 1, 959),
        ],
        shocks: [sale('s', SECOND / 4, 1), sale('t', SECOND / 2, 1)],
      },
      SECOND,
    );
    drawn.run(1.5 * SECOND);
    expect(drawn.mark()).toBe(980);
    expect(drawn.tree()).toBe('shock:s: a; shock:s: b');
    drawn.finish();
    // a sold at 918, which pulled from 960 on: t's part comes before it.
    expect(drawn.tree()).toBe('shock:s: a [e]; shock:s: b; shock:t: c; shock:t: d');
  });

  it('a pull back takes off what is not absorbed yet, the last first', () => {
    const drawn = stage(
      EWMA,
      {
        traders: [
          quoter('bids 998x1 958x1 918x9 asks 1002x9'),
          { name: 'maker', mode: 'unmargined' },
          longTo('a', 1, 990),
          longTo('b', 1, 986),
        ],
        shocks: [sale('s', SECOND / 4, 1), sale('t', SECOND / 2, 1)],
      },
      SECOND,
    )
      .at(0.75 * SECOND, 'maker', (decision) => decision.limit(BUY, 958, 1))
      .run(1.5 * SECOND);
    // The maker takes back all of t's pull: 20 below the index, half of it absorbed.
    expect(drawn.mark()).toBe(990);
    expect(drawn.tree()).toBe('shock:s: a');
  });

  it('a jump of the index moves the mark at once', () => {
    const drawn = stage(
      EWMA,
      {
        traders: [quoter('bids 998x9 asks 1002x9'), longTo('a', 1, 975), longTo('b', 1, 900)],
        shocks: [jump('news', SECOND / 2, -0.03)],
      },
      SECOND,
    ).run(1.5 * SECOND);
    // Index 970; the basis is +30 now, half of which comes back on behalf of the same cause.
    expect(drawn.mark()).toBe(985);
    expect(drawn.tree()).toBe('');
  });
});

describe('causes in cross margin', () => {
  const two = [instrument({ name: 'ONE' }), instrument({ name: 'TWO' })];
  const dealer = quoter('bids 990x1 985x9 asks 1100x9 / bids 900x9 asks 1050x1 1100x9', [0, 1]);

  function crossed(lots: readonly [number, number], wealth: number): Stage {
    return new Stage({
      venue: { instruments: two, markEveryUs: 10 * SECOND },
      traders: [
        dealer,
        {
          name: 'both',
          mode: 'cross',
          instruments: [0, 1],
          wealth,
          holds: lots.map((size, row) => ({ lots: size, instrument: row })),
        },
      ],
      shocks: [
        { ...sale('fall', SECOND, 1), instrument: 0 }, // ONE: 1000 to 990
        { ...purchase('rise', 2 * SECOND, 1), instrument: 1 }, // TWO: 1000 to 1050
      ],
    }).finish();
  }

  it('the instrument that moved the health most says who was it', () => {
    expect(crossed([10, -1], 120).tree()).toBe('shock:fall: both'); // −100 and −50
    expect(crossed([4, -1], 80).tree()).toBe('shock:rise: both'); // −40 and −50
  });

  it('a leg that won does not count', () => {
    expect(crossed([10, 1], 40).tree()).toBe('shock:fall: both'); // −100 and +50
  });

  it('the requirement is a part of health', () => {
    // Both moved 10 %: the long lost 1000 and needs 500 less, the short lost 990 and needs 495 more.
    const margin = flatMargin(500_000, 500_000);
    const drawn = new Stage({
      venue: {
        instruments: two.map((rules) => ({ ...rules, margin })),
        markEveryUs: 10 * SECOND,
      },
      traders: [
        quoter('bids 900x99 asks 1100x99 / bids 900x99 asks 1100x99', [0, 1]),
        {
          name: 'both',
          mode: 'cross',
          instruments: [0, 1],
          wealth: 11_000,
          holds: [{ lots: 10 }, { lots: -9, instrument: 1 }],
        },
      ],
      shocks: [
        { ...sale('fall', SECOND, 1), instrument: 0 },
        { ...purchase('rise', 2 * SECOND, 1), instrument: 1 },
      ],
    }).finish();
    expect(drawn.tree()).toBe('shock:rise: both');
  });
});
