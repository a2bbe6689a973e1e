import { Button, SimpleGrid } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useMay } from "../../access/roles";
import { FRESH_EVERY_MS, providersQuery } from "../../api/queries";
import type { Provider } from "../../api/types";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { AddProviderCard } from "./add-provider-card";
import { AddProviderModal } from "./add-provider-modal";
import { FirstProvider } from "./first-provider";
import { ProviderCard, ProviderCardSkeleton } from "./provider-card";

export const route = createLazyRoute("/dashboard/providers")({ component: ProvidersPage });

function ProvidersPage() {
  const providers = useQuery({ ...providersQuery, refetchInterval: FRESH_EVERY_MS });
  const mayChange = useMay("admin");
  const [isAdding, adding] = useDisclosure(false);
  return (
    <>
      <PageHeader
        title="Providers"
        action={
          mayChange && (
            <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
              Add provider
            </Button>
          )
        }
      >
        Where your usage comes from. Each provider has an endpoint of its own that your people's clients send to.
      </PageHeader>
      {providers.error !== null && providers.data === undefined ? (
        <Failure
          what="Your providers could not be loaded"
          error={providers.error}
          onRetry={() => providers.refetch()}
        />
      ) : (
        <ProviderCards providers={providers.data} onAdd={adding.open} />
      )}
      <AddProviderModal isOpen={isAdding} onClose={adding.close} />
    </>
  );
}

function ProviderCards({ providers, onAdd }: { providers: Provider[] | undefined; onAdd: () => void }) {
  const mayChange = useMay("admin");
  if (providers?.length === 0) {
    return <FirstProvider onAdd={onAdd} />;
  }
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="md">
      {providers === undefined ? (
        <>
          <ProviderCardSkeleton />
          <ProviderCardSkeleton />
        </>
      ) : (
        <>
          {providers.map((provider) => (
            <ProviderCard key={provider.connection_id} provider={provider} />
          ))}
          {mayChange && <AddProviderCard onAdd={onAdd} />}
        </>
      )}
    </SimpleGrid>
  );
}
