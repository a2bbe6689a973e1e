import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { accountQuery } from "../../api/people";
import type { LinkOutcome } from "../../app/router";
import { Failure } from "../../parts/failure";
import { Notice } from "../../parts/notice";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTableSkeleton } from "../../parts/row-table";
import { NamePanel } from "./name-panel";
import { OneTimeCodesPanel } from "./one-time-codes-panel";
import { PasswordPanel } from "./password-panel";
import { SessionsPanel } from "./sessions-panel";
import { SingleSignOnPanel } from "./single-sign-on-panel";

export const route = createLazyRoute("/dashboard/settings/account")({ component: AccountPage });

const OUTCOMES: Record<Exclude<LinkOutcome, "linked">, string> = {
  failed: "The sign-in was broken off or took too long. Try again.",
  other: "That identity has another e-mail address, or signs in another account here.",
};

function AccountPage() {
  const account = useQuery(accountQuery);
  const { openid } = route.useSearch();
  return (
    <>
      <PageHeader title="Account">How you sign in, and where you are signed in.</PageHeader>
      <Stack gap="lg">
        {openid !== undefined && openid !== "linked" && (
          <Notice tone="warn" title="The identity was not linked">
            {OUTCOMES[openid]}
          </Notice>
        )}
        {account.data === undefined && account.error === null && (
          <Panel title="You">
            <RowTableSkeleton rows={2} />
          </Panel>
        )}
        {account.data === undefined && account.error !== null && (
          <Failure what="The account could not be loaded" error={account.error} onRetry={() => account.refetch()} />
        )}
        {account.data !== undefined && (
          <>
            <NamePanel account={account.data} />
            <PasswordPanel account={account.data} />
            <OneTimeCodesPanel account={account.data} />
            {account.data.openid !== null && <SingleSignOnPanel account={account.data} openid={account.data.openid} />}
          </>
        )}
        <SessionsPanel />
      </Stack>
    </>
  );
}
