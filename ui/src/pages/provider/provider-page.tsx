import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ApiProblem } from "../../api/client";
import { FRESH_EVERY_MS, providerQuery, providerTypesQuery } from "../../api/queries";
import type { Provider } from "../../api/types";
import { formatDay } from "../../format/time";
import { Failure } from "../../parts/failure";
import { NoSuchProvider } from "../../parts/no-such-provider";
import { Notice } from "../../parts/notice";
import { PageHeader } from "../../parts/page-header";
import { ProviderPages } from "../../parts/provider-pages";
import { adviceOf, ProviderState } from "../../parts/provider-state";
import { Drawers } from "../../telemetry/drawers";
import { Connection } from "./connection";
import { Content } from "./content";
import { ExpiringKeys } from "./expiring-keys";
import { LineItems } from "./line-items";
import { RawBatches } from "./raw-batches";
import { SetUp } from "./set-up";
import { Vitals } from "./vitals";

export const route = createLazyRoute("/dashboard/providers/$connectionId")({ component: ProviderPage });

function ProviderPage() {
  const { connectionId } = route.useParams();
  const provider = useQuery({ ...providerQuery(connectionId), refetchInterval: FRESH_EVERY_MS });
  return (
    <>
      <ProviderPages connectionId={connectionId} />
      {provider.data !== undefined && <OneProvider key={connectionId} provider={provider.data} />}
      {provider.isPending && <Waiting />}
      {provider.data === undefined && provider.error !== null && (
        <NotShown error={provider.error} onRetry={() => provider.refetch()} />
      )}
    </>
  );
}

/** A provider that waits shows its set-up first; one that receives shows what came. Decided once, so nothing jumps. */
function OneProvider({ provider }: { provider: Provider }) {
  const [wasWaiting] = useState(provider.state === "waiting");
  const navigate = useNavigate({ from: "/dashboard/providers/$connectionId" });
  const { data: types } = useQuery(providerTypesQuery);
  const type = types?.find((known) => known.type === provider.type)?.title ?? provider.type;
  const setUp = <SetUp key="set-up" provider={provider} isFirst={wasWaiting} />;
  return (
    <>
      <PageHeader title={provider.name} beside={<ProviderState provider={provider} />}>
        {type} · created {formatDay(provider.created_at)}
      </PageHeader>
      <Stack gap="lg">
        <Advice provider={provider} />
        <ExpiringKeys connectionId={provider.connection_id} />
        <Vitals provider={provider} />
        <Connection provider={provider} />
        {wasWaiting && setUp}
        <LineItems connectionId={provider.connection_id} />
        <RawBatches connectionId={provider.connection_id} />
        {!wasWaiting && setUp}
        <Content provider={provider} />
      </Stack>
      <Drawers
        connectionId={provider.connection_id}
        opened={route.useSearch()}
        onOpen={(search) => void navigate({ search, resetScroll: false })}
      />
    </>
  );
}

/** What somebody has to do, where it is not the set-up that is on the page anyhow. */
function Advice({ provider }: { provider: Provider }) {
  const advice = provider.health === "waiting" ? null : adviceOf(provider);
  return (
    advice !== null && (
      <Notice
        tone={provider.health === "refusing" ? "bad" : "warn"}
        title={provider.health === "refusing" ? "Exports are turned away" : "This provider is silent"}
      >
        {advice}
      </Notice>
    )
  );
}

function NotShown({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (error instanceof ApiProblem && error.status === 404) {
    return <NoSuchProvider />;
  }
  return <Failure what="This provider could not be loaded" error={error} onRetry={onRetry} />;
}

function Waiting() {
  return (
    <Stack gap="lg" role="status" aria-label="Loading provider">
      <Skeleton height={30} width={260} mb="xl" />
      <Skeleton height={76} radius="lg" />
      <Skeleton height={120} radius="lg" />
      <Skeleton height={280} radius="lg" />
    </Stack>
  );
}
