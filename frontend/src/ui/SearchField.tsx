import { useLingui } from '@lingui/react/macro';
import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { type Ref, useEffect, useRef, useState } from 'react';

/** The server finds nothing by more characters than these. */
const LENGTH = 100;
const PAUSE = 250;

/** Where one says what is sought. It is looked for as soon as the typing pauses. */
export function SearchField(props: {
  value: string | undefined;
  onSearch: (text: string | undefined) => void;
  label: string;
  placeholder: string;
  /** It has the focus when a dialog opens. */
  isFirst?: boolean;
  ref?: Ref<HTMLInputElement>;
}) {
  const { value = '', onSearch, label, placeholder, isFirst, ref } = props;
  const { t } = useLingui();
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = (it: string) => {
    told.current = it;
    onSearch(it || undefined);
  };
  const soon = useDebouncedCallback(tell, PAUSE);
  // It was changed by somebody else: by the way back, or by “show all”.
  useEffect(() => {
    if (value !== told.current) setText(value);
    told.current = value;
  }, [value]);
  return (
    <TextInput
      ref={ref}
      size="xs"
      data-autofocus={isFirst || undefined}
      value={text}
      maxLength={LENGTH}
      onChange={(event) => {
        setText(event.currentTarget.value);
        soon(event.currentTarget.value);
      }}
      leftSection={<Search size={14} aria-hidden />}
      rightSection={
        text ? (
          <CloseButton
            size="xs"
            aria-label={t`Clear the search`}
            onClick={() => {
              soon.cancel();
              setText('');
              tell('');
            }}
          />
        ) : null
      }
      placeholder={placeholder}
      aria-label={label}
    />
  );
}
