import { Anchor, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, Navigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { meQuery } from "../../api/queries";
import { ColorSchemeToggle } from "../../app/color-scheme-toggle";
import type { SignInProblem } from "../../app/router";
import { BrandMark } from "../../parts/brand";
import { EstimateNote } from "../../parts/estimate-note";
import { Notice } from "../../parts/notice";
import styles from "./sign-in-page.module.css";

export const route = createLazyRoute("/sign-in")({ component: SignInPage });

const PROBLEMS: Record<SignInProblem, { title: string; cure: string }> = {
  used: { title: "This link has been used", cure: "A sign-in link works once. Print a new one as shown below." },
  expired: {
    title: "This link has expired",
    cure: "A sign-in link works for 24 hours. Print a new one as shown below.",
  },
  unknown: {
    title: "This link is not known here",
    cure: "It may be cut short, or come from another StackSpend. Copy the whole link, or print a new one as shown below.",
  },
};

function SignInPage() {
  const { problem } = route.useSearch();
  const { data: me } = useQuery(meQuery);
  useEffect(() => {
    document.title = "Sign in · StackSpend";
  }, []);
  if (me !== undefined && problem === undefined) {
    return <Navigate to="/dashboard/providers" />;
  }
  return (
    <main className={styles.page}>
      <div className={styles.scheme}>
        <ColorSchemeToggle />
      </div>
      <Stack className={styles.card ?? ""} gap="lg">
        <BrandMark size={36} />
        <div>
          <Title order={1} fz={22} lh={1.3} style={{ letterSpacing: "-0.018em" }}>
            Sign in to StackSpend
          </Title>
          <Text c="dimmed" mt={6}>
            There is no password to remember: your server prints a link that signs you in once.
          </Text>
        </div>
        {problem !== undefined && (
          <Notice tone="warn" title={PROBLEMS[problem].title}>
            {PROBLEMS[problem].cure}
          </Notice>
        )}
        {me !== undefined && (
          <Text size="sm">
            You are still signed in as {me.member.email}.{" "}
            <Anchor href="/dashboard/providers">Go on to Providers</Anchor>
          </Text>
        )}
        <HowToSignIn />
      </Stack>
      <EstimateNote />
    </main>
  );
}

function HowToSignIn() {
  return (
    <ol className={styles.steps}>
      <li>
        Look where StackSpend runs: <code>stackspend serve</code> prints the link when it starts.
        <pre className={styles.terminal}>
          <span className={styles.prompt}>$ </span>stackspend serve{"\n"}
          <span className={styles.quiet}>StackSpend is at </span>
          {window.location.origin}
          {"\n"}
          <span className={styles.quiet}>Sign in as you@example.com: </span>
          {window.location.origin}/sign-in/…
        </pre>
      </li>
      <li>
        Already running? <code>stackspend init</code> prints a new link beside it, for the e-mail address that you name.
      </li>
      <li>Open the link in this browser. It brings you to your providers.</li>
    </ol>
  );
}
