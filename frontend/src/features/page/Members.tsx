import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { usePeopleFinder } from '../../app/find';
import { usePage } from '../../app/PageScope';
import { refusal, tellRefusal } from '../../app/refused';
import { PageConfigurationDocument, type PageTask, SetMemberDocument } from '../../gen/graphql';
import { Finder, type Found } from '../../ui/Finder';
import { Face } from '../../ui/Owner';
import { Panel } from '../../ui/Screen';
import table from '../../ui/table.module.css';
import styles from './page.module.css';

const tasks: PageTask[] = ['MESSAGING', 'MODERATE', 'MANAGE', 'ANALYZE'];

/** Who may do what on the page. */
export function Members() {
  const { t } = useLingui();
  const page = usePage();
  const [{ data }] = useQuery({ query: PageConfigurationDocument, variables: { pageId: page.id } });
  const [, set] = useMutation(SetMemberDocument);
  const [chosen, setChosen] = useState<Found | null>(null);
  const names: Record<PageTask, string> = {
    MESSAGING: t`Messaging`,
    MODERATE: t`Moderate`,
    MANAGE: t`Manage`,
    ANALYZE: t`Analyze`,
  };
  const members = data?.page?.members ?? [];
  const find = usePeopleFinder((it) => {
    if (it.isAdmin) return t`has every task`;
    return members.some(({ user }) => user.id === it.id) ? t`is here already` : undefined;
  });
  const give = async (userId: string, next: PageTask[]) => {
    const { data: done, error } = await set({ input: { pageId: page.id, userId, tasks: next } });
    const refused = refusal(error, done?.setPageMember.userErrors);
    if (refused) tellRefusal(t`Not saved`, refused);
  };
  return (
    <Panel
      flush
      title={<Trans>People</Trans>}
      about={<Trans>Administrators have every task on every page and are not listed.</Trans>}
    >
      {members.length > 0 && (
        <div className={table.scroll}>
          <table className={table.table} style={{ marginTop: 12 }}>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Person</Trans>
                </th>
                <th scope="col">
                  <Trans>Tasks</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {members.map(({ user, tasks: held }) => (
                <tr key={user.id}>
                  <td>
                    <span className={table.cell}>
                      <Face id={user.id} name={user.name} size={28} />
                      <span>
                        <strong>{user.name}</strong>
                        <small>{user.email}</small>
                      </span>
                    </span>
                  </td>
                  <td>
                    <div className={styles.tasks} role="group" aria-label={t`Tasks of ${user.name}`}>
                      {tasks.map((it) => (
                        <Checkbox
                          key={it}
                          size="xs"
                          label={names[it]}
                          checked={held.includes(it)}
                          onChange={(event) =>
                            give(
                              user.id,
                              event.currentTarget.checked
                                ? [...held, it]
                                : held.filter((other) => other !== it),
                            )
                          }
                        />
                      ))}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div style={{ display: 'flex', gap: 8, padding: '14px 18px' }}>
        <Finder
          label={t`Person to add`}
          placeholder={t`Name or email address`}
          nothing={t`Nobody is found by that. People are invited under Team.`}
          chosen={chosen}
          onPick={setChosen}
          find={find}
        />
        <Button
          variant="default"
          disabled={!chosen}
          onClick={() => {
            if (chosen) give(chosen.value, ['MESSAGING']);
            setChosen(null);
          }}
        >
          <Trans>Add</Trans>
        </Button>
      </div>
    </Panel>
  );
}
