import { Text } from "@mantine/core";

/** Stands on every page. What StackSpend shows is computed from telemetry; only the vendor's invoice is a bill. */
export function EstimateNote() {
  return (
    <Text size="xs" c="dimmed">
      Estimated from usage telemetry – not an invoice
    </Text>
  );
}
