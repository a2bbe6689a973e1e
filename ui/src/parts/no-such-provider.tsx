import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "./empty-state";

export function NoSuchProvider() {
  return (
    <EmptyState
      icon={IconPlugConnectedX}
      title="There is no provider with this connection ID"
      action={
        <Button component={Link} to="/dashboard/providers" variant="default">
          See all providers
        </Button>
      }
    >
      The address may be cut short, or the provider belongs to another organization.
    </EmptyState>
  );
}
