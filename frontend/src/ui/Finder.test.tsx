import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Finder, type Found } from './Finder';

const people: Found[] = [
  { value: '1', label: 'Ines Moreau', detail: 'ines@example.org' },
  { value: '2', label: 'Ivo Maric', barred: 'is here already' },
  { value: '3', label: 'Mo Tanaka' },
];
const by = (text: string) => people.filter((it) => it.label.toLowerCase().includes(text.toLowerCase()));

function show(find: (text: string) => Promise<Found[]>) {
  const onPick = vi.fn();
  const more = { label: 'Person', placeholder: 'Name', nothing: 'Nobody is found' };
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <Finder {...more} chosen={null} find={find} onPick={onPick} />
      </MantineProvider>
    </I18nProvider>,
  );
  return { onPick, box: screen.getByRole('combobox', { name: 'Person' }) };
}

const pause = (millis: number) => act(() => vi.advanceTimersByTimeAsync(millis));

beforeEach(() => {
  vi.useFakeTimers();
  i18n.loadAndActivate({ locale: 'en', messages: {} });
  HTMLElement.prototype.showPopover = () => undefined;
  HTMLElement.prototype.hidePopover = () => undefined;
  HTMLElement.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test('what is typed is looked for once the typing pauses, and one of what was found is chosen by keys', async () => {
  const find = vi.fn(async (text: string) => by(text));
  const { onPick, box } = show(find);
  for (const text of ['m', 'mo', 'mor']) fireEvent.change(box, { target: { value: text } });
  await pause(150);
  expect(find).not.toHaveBeenCalled();
  await pause(100);
  expect(find.mock.calls).toEqual([['mor']]);
  fireEvent.change(box, { target: { value: 'm' } });
  await pause(250);
  expect(box.getAttribute('aria-expanded')).toBe('true');
  fireEvent.keyDown(box, { key: 'ArrowUp' });
  const active = box.getAttribute('aria-activedescendant') ?? '';
  expect(document.getElementById(active)?.textContent).toBe('Mo Tanaka');
  // The Enter of a conversion is not ours.
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 });
  expect(onPick).not.toHaveBeenCalled();
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(onPick).toHaveBeenCalledWith(people[2]);
  expect(screen.queryByRole('listbox')).toBeNull();
});

test('what is barred says why and is not chosen; what is not found is said', async () => {
  const { onPick, box } = show(async (text) => by(text));
  fireEvent.change(box, { target: { value: 'ivo' } });
  await pause(250);
  fireEvent.click(screen.getByRole('option', { name: /is here already/ }));
  expect(onPick).not.toHaveBeenCalled();
  fireEvent.change(box, { target: { value: 'zzz' } });
  await pause(250);
  expect(screen.getByRole('status').textContent).toBe('Nobody is found');
  expect(box.getAttribute('aria-expanded')).toBe('false');
  fireEvent.keyDown(box, { key: 'Escape' });
  expect((box as HTMLInputElement).value).toBe('');
});

test('a late answer to an earlier text is not shown', async () => {
  const answers: ((found: Found[]) => void)[] = [];
  const { box } = show(() => new Promise((done) => answers.push(done)));
  fireEvent.change(box, { target: { value: 'a' } });
  await pause(250);
  fireEvent.change(box, { target: { value: 'mo' } });
  await pause(250);
  await act(async () => answers[1]?.(by('mo')));
  await act(async () => answers[0]?.([]));
  expect(screen.getAllByRole('option')).toHaveLength(2);
});
