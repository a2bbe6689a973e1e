import { Anchor, Button, Divider, Stack, Text } from "@mantine/core";
import { IconLogin2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { openidAddress, waysQuery } from "../../api/people";
import { meQuery } from "../../api/queries";
import type { OpenidProblem, SignInProblem } from "../../app/router";
import { EntryPage } from "../../parts/entry-page";
import { Failure } from "../../parts/failure";
import { Notice } from "../../parts/notice";
import { ForgotPassword } from "./forgot-password";
import { PasswordForm } from "./password-form";
import styles from "./sign-in-page.module.css";

export const route = createLazyRoute("/sign-in")({ component: SignInPage });

const PROBLEMS: Record<SignInProblem, { title: string; cure: string }> = {
  used: { title: "This link has been used", cure: "A sign-in link works once. Sign in below, or print a new link." },
  expired: {
    title: "This link has expired",
    cure: "A sign-in link works for 24 hours. Sign in below, or print a new link.",
  },
  unknown: {
    title: "This link is not known here",
    cure: "It may be cut short, or come from another StackSpend. Copy the whole link, or sign in below.",
  },
};

const OPENID_PROBLEMS: Record<OpenidProblem, { title: string; cure: string }> = {
  failed: { title: "That did not work", cure: "The sign-in was broken off or took too long. Try again." },
  unverified: {
    title: "Your e-mail address is not verified there",
    cure: "The provider does not say that it has checked your address. Have it verified, then try again.",
  },
  domain: { title: "Not open to your e-mail domain", cure: "Ask an administrator for an invitation." },
  "link-first": {
    title: "There is an account with your e-mail address already",
    cure: "Sign in the way you did until now, and link the two under Settings – Account.",
  },
  unknown: { title: "You are not a member here yet", cure: "Ask an administrator for an invitation." },
};

function SignInPage() {
  const { problem, openid, deleted } = route.useSearch();
  const { data: me } = useQuery(meQuery);
  const [hasForgotten, setForgotten] = useState(false);
  const found = problem === undefined ? openid && OPENID_PROBLEMS[openid] : PROBLEMS[problem];
  if (me !== undefined && found === undefined) {
    return <Navigate to="/dashboard" />;
  }
  if (hasForgotten) {
    return <ForgotPassword onBack={() => setForgotten(false)} />;
  }
  return (
    <EntryPage title="Sign in to StackSpend" windowTitle="Sign in">
      {found !== undefined && (
        <Notice tone="warn" title={found.title}>
          {found.cure}
        </Notice>
      )}
      {deleted === true && (
        <Text size="sm" role="status">
          The organization is deleted, and everybody of it is signed out.
        </Text>
      )}
      {me !== undefined && (
        <Text size="sm">
          You are still signed in as {me.member.email}.{" "}
          <Anchor href="/dashboard" underline="always">
            Go on to StackSpend
          </Anchor>
        </Text>
      )}
      <WaysIn onForgotten={() => setForgotten(true)} />
    </EntryPage>
  );
}

function WaysIn({ onForgotten }: { onForgotten: () => void }) {
  const ways = useQuery(waysQuery);
  if (ways.error !== null) {
    return <Failure what="The page could not be loaded" error={ways.error} onRetry={() => ways.refetch()} />;
  }
  if (ways.data?.is_set_up === false) {
    return <NotSetUp />;
  }
  return (
    <Stack gap="lg">
      {typeof ways.data?.openid === "string" && (
        <>
          <Button
            component="a"
            href={openidAddress("sign-in")}
            variant="default"
            leftSection={<IconLogin2 size={16} />}
          >
            Sign in with {ways.data.openid}
          </Button>
          <Divider label="or with a password" labelPosition="center" />
        </>
      )}
      <PasswordForm onForgotten={onForgotten} />
    </Stack>
  );
}

function NotSetUp() {
  return (
    <Stack gap="xs">
      <Text size="sm">
        Nobody has set this StackSpend up yet. <code className={styles.code}>stackspend serve</code> printed a link for
        that when it started; open it in this browser.
      </Text>
      <Text size="sm" c="dimmed">
        Not at hand any more? Start it again, and it prints a new one.
      </Text>
    </Stack>
  );
}
