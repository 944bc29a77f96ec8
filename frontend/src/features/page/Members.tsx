import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { usePage } from '../../app/PageScope';
import { refusal, tellRefusal } from '../../app/refused';
import { PageConfigurationDocument, type PageTask, SetMemberDocument, TeamDocument } from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
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
  const [{ data: team }] = useQuery({ query: TeamDocument, variables: { first: 100, admin: false } });
  const [, set] = useMutation(SetMemberDocument);
  const [chosen, setChosen] = useState('');
  const names: Record<PageTask, string> = {
    MESSAGING: t`Messaging`,
    MODERATE: t`Moderate`,
    MANAGE: t`Manage`,
    ANALYZE: t`Analyze`,
  };
  const members = data?.page?.members ?? [];
  const others = (team?.users.nodes ?? []).filter(
    (it) => !it.isAdmin && !members.some((member) => member.user.id === it.id),
  );
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
        <Choice
          aria-label={t`Person to add`}
          none={others.length ? t`Choose a person` : t`Everybody is here; invite people under Team`}
          disabled={others.length === 0}
          value={chosen}
          onPick={setChosen}
          options={others.map((it) => ({ value: it.id, label: `${it.name} · ${it.email}` }))}
          style={{ flex: 1 }}
        />
        <Button
          variant="default"
          disabled={!chosen}
          onClick={() => {
            if (chosen) give(chosen, ['MESSAGING']);
            setChosen('');
          }}
        >
          <Trans>Add</Trans>
        </Button>
      </div>
    </Panel>
  );
}
