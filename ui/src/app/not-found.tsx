import { Button, Container } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "../parts/empty-state";

export function NotFound() {
  return (
    <Container size="sm" py={96} component="main">
      <EmptyState
        icon={IconMapOff}
        title="There is no page here"
        action={
          <Button component={Link} to="/dashboard/overview">
            Go to the overview
          </Button>
        }
      >
        The address may be mistyped, or what it led to is gone.
      </EmptyState>
    </Container>
  );
}
