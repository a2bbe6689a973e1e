import { Anchor, Button, Chip, Group, Select, Skeleton, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { meQuery } from "../../api/queries";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { Status } from "../../parts/status";
import { useMay } from "../../warning/use-may";
import { type ReportTimes, reportTimesQuery, useSetReportTimes } from "./api";
import styles from "./channels.module.css";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** When the daily and the weekly report go out to the channels that want them. */
export function ReportTimesPanel() {
  const times = useQuery(reportTimesQuery);
  const save = useSetReportTimes();
  return (
    <Panel
      title="Reports"
      action={
        <Anchor component={Link} to="/dashboard/report" size="sm">
          Open the latest
        </Anchor>
      }
    >
      <div className={styles.padded}>
        {times.data !== undefined && <Form key={JSON.stringify(times.data)} times={times.data} save={save} />}
        {times.data === undefined && times.error === null && <Skeleton height={120} aria-label="Loading" />}
        {times.data === undefined && times.error !== null && (
          <Failure
            what="The times of reports could not be loaded"
            error={times.error}
            onRetry={() => times.refetch()}
          />
        )}
      </div>
    </Panel>
  );
}

function Form({ times, save }: { times: ReportTimes; save: ReturnType<typeof useSetReportTimes> }) {
  const [draft, setDraft] = useState(times);
  const { data: me } = useQuery(meQuery);
  const maySet = useMay("admin");
  const isChanged = JSON.stringify(draft) !== JSON.stringify(times);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw={620}>
        <TextInput
          type="time"
          w={220}
          label={`Told at, in ${me?.organization.time_zone ?? "UTC"}`}
          required
          withAsterisk={false}
          disabled={!maySet}
          value={draft.at}
          onChange={(event) => setDraft({ ...draft, at: event.currentTarget.value })}
        />
        <Switch
          label="Daily report, of the day before"
          disabled={!maySet}
          checked={draft.daily}
          onChange={(event) => setDraft({ ...draft, daily: event.currentTarget.checked })}
        />
        {draft.daily && (
          <Chip.Group
            multiple
            value={draft.weekdays.map(String)}
            onChange={(chosen) => setDraft({ ...draft, weekdays: chosen.map(Number).sort() })}
          >
            <Group gap={6} role="group" aria-label="Daily report on">
              {WEEKDAYS.map((name, day) => (
                <Chip key={name} value={String(day)} size="xs" disabled={!maySet}>
                  {name}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        )}
        <Switch
          label="Weekly report, of the week before"
          disabled={!maySet}
          checked={draft.weekly}
          onChange={(event) => setDraft({ ...draft, weekly: event.currentTarget.checked })}
        />
        {draft.weekly && (
          <Select
            aria-label="Weekly report on"
            w={140}
            allowDeselect={false}
            disabled={!maySet}
            value={String(draft.weekly_day)}
            onChange={(chosen) => setDraft({ ...draft, weekly_day: Number(chosen ?? 0) })}
            data={WEEKDAYS.map((name, day) => ({ value: String(day), label: `on ${name}` }))}
          />
        )}
        {save.error !== null && <Failure what="The times were not saved" error={save.error} />}
        {maySet && (
          <Group gap="sm">
            <Button type="submit" disabled={!isChanged} loading={save.isPending}>
              Save
            </Button>
            {save.isSuccess && !isChanged && <Status tone="good">Saved</Status>}
          </Group>
        )}
        {!maySet && (
          <Text size="sm" c="dimmed">
            Administrators set when reports go out.
          </Text>
        )}
      </Stack>
    </form>
  );
}
