import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "../api/client";

const RETRIES = 2;

/** A client that asks again only where that can help, and says once and in one place that the session has ended. */
export function createQueryClient({ onSignedOut }: { onSignedOut: () => void }): QueryClient {
  const onError = (failure: Error) => {
    if (failure instanceof ApiProblem && failure.status === 401) {
      onSignedOut();
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, failure) => failures < RETRIES && failure instanceof ApiProblem && failure.isTransient,
      },
    },
  });
}
