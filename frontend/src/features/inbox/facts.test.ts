import { expect, test } from 'vitest';
import type { ThreadRowFragment } from '../../gen/graphql';
import { lastReferral, onStandby } from './facts';

const app = (id: string, fields: string[], live = true) => ({
  isPrimaryReceiver: false,
  fields,
  app: { id, name: id, review: { live, humanAgent: false } },
});

test('on standby are those that asked for it, reach everybody and do not hold the conversation', () => {
  const nodes = [
    app('holds', ['STANDBY']),
    app('hears', ['MESSAGES', 'STANDBY']),
    app('deaf', ['MESSAGES']),
    app('unreviewed', ['STANDBY'], false),
  ];
  const page = { subscriptions: { nodes } } as unknown as Parameters<typeof onStandby>[0];
  const held = { owner: { __typename: 'App', id: 'holds' } } as unknown as ThreadRowFragment['control'];
  expect(onStandby(page, held).map((it) => it.id)).toEqual(['hears']);
  expect(onStandby(page, { ...held, owner: null }).map((it) => it.id)).toEqual(['holds', 'hears']);
});

test('where the customer came in last counts, in whatever order one hears of it', () => {
  const came = (sequence: number, key: string) => ({ __typename: 'ReferralReceived', sequence, key });
  expect(lastReferral([{ __typename: 'ControlChanged' }])).toBeNull();
  expect(lastReferral([came(9, 'late'), came(1, 'early'), { __typename: 'MessageSent' }])?.key).toBe('late');
});
