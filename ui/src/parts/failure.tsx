import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiProblem } from "../api/client";

/** What failed, why, and a way to try again; it takes the place of the failed part only. */
export function Failure({ what, error, onRetry }: { what: string; error: Error; onRetry?: () => void }) {
  const requestId = error instanceof ApiProblem ? error.requestId : undefined;
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={what}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Text size="sm">{error.message}</Text>
          {requestId !== undefined && (
            <Text size="xs" c="dimmed" mt={4}>
              Request <code>{requestId}</code>
            </Text>
          )}
        </div>
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
