import { Container } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Failure } from "../parts/failure";

/** Stands in for a page that could not be shown at all; the navigation around it stays. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  return (
    <Container size="sm" py="xl">
      <Failure
        what="This page could not be shown"
        error={error instanceof Error ? error : new Error(String(error))}
        onRetry={reset}
      />
    </Container>
  );
}
