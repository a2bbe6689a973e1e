import { Button, Text } from "@mantine/core";
import { ApiProblem } from "../api/client";
import { Notice } from "./notice";

/** What failed, why, and a way to try again; it takes the place of the failed part only. */
export function Failure({ what, error, onRetry }: { what: string; error: Error; onRetry?: () => void }) {
  const requestId = error instanceof ApiProblem ? error.requestId : undefined;
  const retry = onRetry !== undefined && (
    <Button size="xs" variant="default" onClick={onRetry}>
      Try again
    </Button>
  );
  return (
    <Notice tone="bad" title={what} action={retry}>
      {error.message}
      {requestId !== undefined && (
        <Text size="xs" c="dimmed" mt={2}>
          Request {requestId}
        </Text>
      )}
    </Notice>
  );
}
