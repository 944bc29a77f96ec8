import { NativeSelect, type NativeSelectProps } from '@mantine/core';

type Props<T extends string> = Omit<NativeSelectProps, 'data' | 'onChange' | 'value'> & {
  value: T | '';
  options: { value: T; label: string }[];
  /** What stands there while nothing is chosen; without it something always is. */
  none?: string;
  onPick: (value: T | '') => void;
};

/** One of many, in the browser's own list: it fits every screen, and every way of reading one. */
export function Choice<T extends string>({ options, none, onPick, ...rest }: Props<T>) {
  const data: { value: string; label: string }[] =
    none === undefined ? options : [{ value: '', label: none }, ...options];
  return (
    <NativeSelect {...rest} data={data} onChange={(event) => onPick(event.currentTarget.value as T | '')} />
  );
}
