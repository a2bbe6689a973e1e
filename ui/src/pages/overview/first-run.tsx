import { Button, Group } from "@mantine/core";
import { IconArrowRight, IconChartHistogram } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "../../parts/empty-state";
import { Panel } from "../../parts/panel";
import { ExploreSample } from "../../sample/explore-sample";

/** Nothing was ever spent here: leads on to one's own telemetry, or to somebody else's. */
export function FirstRun() {
  return (
    <Panel title="Nothing to show yet">
      <EmptyState
        icon={IconChartHistogram}
        title="See what your Claude agents cost"
        action={
          <Group justify="center" gap="sm">
            <Button component={Link} to="/dashboard/providers" rightSection={<IconArrowRight size={16} />}>
              Connect Claude
            </Button>
            <ExploreSample />
          </Group>
        }
      >
        Once Claude Code, Cowork or Office agents send their telemetry here, this page shows the month: spend, people,
        models, and where it will end. Or look around in 90 days of an invented company first.
      </EmptyState>
    </Panel>
  );
}
