// An inbox with thousands of conversations: few are on the page at a time, and all of them are met on the way down.
import type { Page } from '@playwright/test';
import { gather } from './crowd.ts';
import { enter, expect, shop, test } from './fixtures.ts';
import { ADMIN } from './world.ts';

/** A debug build takes two minutes for ten thousand, most of it to answer: that many are for whoever asks for them. */
const THREADS = Number(process.env.CROWD ?? 1_500);
/** Rows in the document, and rows in one answer of the server. */
const ROWS = 60;
const PAGE = 100;
/** Milliseconds. What a machine that is busy with other things may take, and a list that is drawn whole does not. */
const LONGEST_TASK = 1_000;
const SLOWEST_FRAMES = 250;
/** The slower frames against those of the same page while nothing happens. */
const TIMES_IDLE = 6;

/** Who a conversation is with, by where it stands in the list. */
type Met = Record<string, string>;
type Ride = { met: Met; doubled: string[]; rows: number; frames: number[]; tasks: number[] };

/** Goes down the list, two thirds of a screen a frame, until a row or the end is there. */
function ride(until: number): Promise<Ride> {
  const section = document.querySelector('section.thread-list');
  const box = section?.querySelector('ul')?.parentElement;
  if (!box) throw new Error('there is no list');
  const seen: Ride = { met: {}, doubled: [], rows: 0, frames: [], tasks: [] };
  const tasks = new PerformanceObserver((list) => {
    seen.tasks.push(...list.getEntries().map((it) => it.duration));
  });
  tasks.observe({ type: 'longtask' });
  const look = () => {
    const rows = [...box.querySelectorAll('li')];
    seen.rows = Math.max(seen.rows, rows.length);
    for (const row of rows) {
      const place = row.getAttribute('aria-posinset') ?? '';
      const who = /Customer \d+/.exec(row.querySelector('input')?.ariaLabel ?? '')?.[0] ?? '';
      if ((seen.met[place] ?? who) !== who) seen.doubled.push(`${place}: ${seen.met[place]} and ${who}`);
      seen.met[place] = who;
    }
    const isWhole = rows[0]?.getAttribute('aria-setsize') !== '-1';
    const isLow = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    return String(until) in seen.met || (isWhole && isLow);
  };
  return new Promise((done) => {
    let last = performance.now();
    const frame = (now: number) => {
      seen.frames.push(now - last);
      last = now;
      if (look()) {
        tasks.disconnect();
        done(seen);
        return;
      }
      box.scrollTop += (box.clientHeight * 2) / 3;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Frames of a page on which nothing happens. */
function rest(): Promise<number[]> {
  return new Promise((done) => {
    const frames: number[] = [];
    let last = performance.now();
    const frame = (now: number) => {
      frames.push(now - last);
      last = now;
      if (frames.length < 120) requestAnimationFrame(frame);
      else done(frames);
    };
    requestAnimationFrame(frame);
  });
}

const at = (share: number, of: number[]) =>
  of.toSorted((a, b) => a - b)[Math.floor((of.length - 1) * share)] ?? 0;

/** How many rows each answer brought. */
function answers(page: Page): number[] {
  const sizes: number[] = [];
  page.on('response', async (it) => {
    if (!it.url().endsWith('/graphql') || it.request().method() !== 'POST') return;
    if (!it.request().postData()?.includes('query InboxThreads')) return;
    const { data } = (await it.json()) as { data: { page: { threads: { nodes: unknown[] } } } };
    sizes.push(data.page.threads.nodes.length);
  });
  return sizes;
}

// A trace would take a picture of the document at every step, and time is measured here.
test.use({ trace: 'off' });

test(`an inbox of ${THREADS} conversations is met row by row, and costs as little as a short one`, async ({
  page,
}) => {
  test.setTimeout(240_000);
  const crowd = await gather('Crowded Shop');
  const everybody = Array.from({ length: THREADS }, (_, it) => it + 1);
  let began = Date.now();
  // Who wrote first stands last.
  const last = everybody.slice(0, 3);
  const first = everybody.slice(-3);
  await crowd.write(last, 'Hello');
  await crowd.write(everybody.slice(3, -3), 'Hello');
  await crowd.write(first, 'Hello');
  const seeded = Date.now() - began;

  await enter(page, ADMIN);
  const sizes = answers(page);
  await page.goto(`${shop().url}/p/${crowd.pageId}/inbox`);
  const rows = page.getByRole('region', { name: 'Conversations' }).getByRole('listitem');
  await expect(rows.first()).toContainText('Customer');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const idle = await page.evaluate(rest);

  // Half of the way down, some write whom the list has, and some whom it does not have yet.
  began = Date.now();
  await rows.first().hover();
  const down = await page.evaluate(ride, THREADS / 2);
  const top = () =>
    page.evaluate(() => document.querySelector('section.thread-list ul')?.parentElement?.scrollTop);
  const middle = await top();
  await crowd.write(first, 'Another word');
  await crowd.write(last, 'Are you there?');
  const pill = page.getByRole('button', { name: /\d+ new/ });
  await expect(pill).toHaveText(`${last.length} new`);
  expect(await top()).toBe(middle);

  // To open one and leave it again moves nothing either.
  const open = rows.nth(10);
  const name =
    /Customer \d+/.exec((await open.getByRole('checkbox').getAttribute('aria-label')) ?? '')?.[0] ?? '';
  await open.getByRole('button').click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('No conversation is open')).toBeVisible();
  expect(await top()).toBe(middle);

  const on = await page.evaluate(ride, Number.POSITIVE_INFINITY);
  const rode = Date.now() - began;
  const met = { ...down.met, ...on.met };
  expect([...down.doubled, ...on.doubled]).toEqual([]);
  expect(new Set(Object.values(met)).size).toBe(Object.keys(met).length);
  const expected = everybody.filter((it) => !last.includes(it)).map((it) => `Customer ${it}`);
  expect(Object.values(met).toSorted()).toEqual(expected.toSorted());
  // Those who waited stand at the top, once let in.
  await pill.click();
  await expect(rows.first()).toHaveAttribute('aria-setsize', String(THREADS));
  await expect(rows.first()).toContainText('Are you there?');
  expect(await top()).toBe(0);

  expect(Math.max(down.rows, on.rows)).toBeLessThanOrEqual(ROWS);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(PAGE);
  const frames = [...down.frames, ...on.frames];
  const tasks = [...down.tasks, ...on.tasks];
  const told = {
    seeded,
    rode,
    rows: Math.max(down.rows, on.rows),
    answers: sizes.length,
    idle: { p50: at(0.5, idle), p95: at(0.95, idle) },
    frames: { count: frames.length, p50: at(0.5, frames), p95: at(0.95, frames), max: at(1, frames) },
    tasks: { count: tasks.length, max: at(1, tasks) },
  };
  test.info().annotations.push({ type: 'measured', description: JSON.stringify(told) });
  console.log(JSON.stringify(told));
  expect(told.tasks.max).toBeLessThan(LONGEST_TASK);
  expect(told.frames.p95).toBeLessThan(Math.max(SLOWEST_FRAMES, TIMES_IDLE * told.idle.p95));
});
