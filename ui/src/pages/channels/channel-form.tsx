import { Button, Group, Select, Stack, Switch, TagsInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { wordsOf } from "../../format/words";
import { Failure } from "../../parts/failure";
import { SEVERITIES } from "../../warning/alert-words";
import { type Channel, type CreatedChannel, type SentChannel, useSaveChannel } from "./api";
import { KINDS } from "./kinds";
import { ServiceSelect } from "./service-select";

interface ChannelFormProps {
  channel: Channel | null;
  onSaved: (made: CreatedChannel) => void;
  onCancel: () => void;
}

/** A new channel, or another choice for one, whose kind stays. The server says what is wrong with it, in a sentence. */
export function ChannelForm({ channel, onSaved, onCancel }: ChannelFormProps) {
  const [kind, setKind] = useState<Channel["kind"]>(channel?.kind ?? "email");
  const [name, setName] = useState(channel?.name ?? "");
  const [target, setTarget] = useState(channel?.kind === "chat" ? "" : (channel?.target ?? ""));
  const [teams, setTeams] = useState(channel?.teams ?? []);
  const [severity, setSeverity] = useState<Channel["least_severity"]>(channel?.least_severity ?? "low");
  const [start, setStart] = useState(channel?.quiet_hours?.start ?? "");
  const [end, setEnd] = useState(channel?.quiet_hours?.end ?? "");
  const [chosenReports, chooseReports] = useState(channel?.reports ?? null);
  const [isActive, setActive] = useState(channel?.active ?? true);
  const wantsReports = chosenReports ?? kind === "email"; // a pager is a chat too, and a report is no reason to call
  const save = useSaveChannel(channel?.id ?? null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const quiet = start === "" && end === "" ? null : { start, end };
    const sent: SentChannel = {
      name,
      kind,
      ...(target === "" ? {} : { target }),
      teams,
      least_severity: severity,
      quiet_hours: quiet,
      alerts: channel?.alerts ?? true,
      reports: wantsReports,
      active: isActive,
    };
    save.mutate(sent, { onSuccess: onSaved });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Select
          label="Kind"
          allowDeselect={false}
          disabled={channel !== null}
          value={kind}
          onChange={(chosen) => setKind((chosen ?? "email") as Channel["kind"])}
          data={Object.entries(KINDS).map(([value, { title }]) => ({ value, label: title }))}
        />
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        {kind === "chat" && <ServiceSelect address={target} onChoose={(scheme) => setTarget(`${scheme}://`)} />}
        <TextInput
          label={KINDS[kind].target}
          description={channel?.kind === "chat" ? "Left empty, it stays as it is" : KINDS[kind].hint}
          required={channel === null}
          withAsterisk={false}
          value={target}
          onChange={(e) => setTarget(e.currentTarget.value)}
        />
        <TagsInput
          label="Teams"
          placeholder={teams.length === 0 ? "All teams" : ""}
          value={teams}
          onChange={setTeams}
          acceptValueOnBlur
        />
        <Select
          label="At least of severity"
          allowDeselect={false}
          value={severity}
          onChange={(chosen) => setSeverity((chosen ?? "low") as Channel["least_severity"])}
          data={SEVERITIES.map((one) => ({ value: one, label: wordsOf(one) }))}
        />
        <Group grow gap="sm">
          <TextInput type="time" label="Quiet from" value={start} onChange={(e) => setStart(e.currentTarget.value)} />
          <TextInput type="time" label="to" value={end} onChange={(e) => setEnd(e.currentTarget.value)} />
        </Group>
        {kind !== "webhook" && (
          <Switch
            label="Daily and weekly report"
            checked={wantsReports}
            onChange={(e) => chooseReports(e.currentTarget.checked)}
          />
        )}
        <Switch label="Active" checked={isActive} onChange={(e) => setActive(e.currentTarget.checked)} />
        {save.error !== null && <Failure what="The channel was not saved" error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            {channel === null ? "Add" : "Save"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
