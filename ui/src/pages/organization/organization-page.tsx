import { Button, Group, Radio, Select, Skeleton, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useMay } from "../../access/roles";
import { useChangeOrganization } from "../../api/commands";
import { organizationQuery, timeZonesQuery } from "../../api/queries";
import type { OrganizationSettings } from "../../api/types";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { Status } from "../../parts/status";
import { DeleteOrganization } from "./delete-organization";
import { FiscalYearField } from "./fiscal-year-field";
import styles from "./organization-page.module.css";

export const route = createLazyRoute("/dashboard/settings/organization")({ component: OrganizationPage });

function OrganizationPage() {
  const organization = useQuery(organizationQuery);
  return (
    <>
      <PageHeader title="Organization">
        What it is called, where its days begin, when its year begins, and which of two estimates its reports show.
      </PageHeader>
      <Stack gap="lg">
        <Panel title="General">
          {organization.data !== undefined && <Form settings={organization.data} />}
          {organization.data === undefined && organization.error === null && <Waiting />}
          {organization.data === undefined && organization.error !== null && (
            <Failure
              what="The settings could not be loaded"
              error={organization.error}
              onRetry={() => organization.refetch()}
            />
          )}
        </Panel>
        {organization.data !== undefined && <DeleteOrganization name={organization.data.name} />}
      </Stack>
    </>
  );
}

function Form({ settings }: { settings: OrganizationSettings }) {
  const [name, setName] = useState(settings.name);
  const [zone, setZone] = useState(settings.time_zone);
  const [calendar, setCalendar] = useState(settings.fiscal_calendar);
  const [label, setLabel] = useState(settings.currency_label);
  const [basis, setBasis] = useState(settings.cost_basis);
  const { data: zones } = useQuery(timeZonesQuery);
  const mayChange = useMay("admin");
  const change = useChangeOrganization();
  const isChanged =
    name.trim() !== settings.name ||
    zone !== settings.time_zone ||
    calendar.first_day !== settings.fiscal_calendar.first_day ||
    calendar.first_month !== settings.fiscal_calendar.first_month ||
    label !== settings.currency_label ||
    basis !== settings.cost_basis;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({
      name: name.trim(),
      time_zone: zone,
      fiscal_calendar: calendar,
      currency_label: label,
      cost_basis: basis,
    });
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <Stack gap="lg" maw={620}>
        <TextInput
          label="Name"
          description="How members see the organization."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          disabled={!mayChange}
        />
        <Select
          label="Time zone"
          description="Where the days of reports begin, of the past too."
          searchable
          allowDeselect={false}
          limit={100}
          nothingFoundMessage="There is no such time zone"
          data={[...new Set([settings.time_zone, ...(zones ?? [])])]}
          value={zone}
          onChange={(chosen) => setZone(chosen ?? zone)}
          disabled={!mayChange}
        />
        <FiscalYearField value={calendar} onChange={setCalendar} disabled={!mayChange} />
        <TextInput
          label="Currency label"
          description="What stands before amounts on these pages and in messages, as in $, US$ or “USD ” with a space. Nothing is converted: all amounts remain US dollars. CSV and the amounts of the API are plain numbers."
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          maxLength={5}
          w={{ base: "100%", sm: "auto" }}
          styles={{ input: { width: 120 } }}
          disabled={!mayChange}
        />
        <Radio.Group
          label="Cost basis"
          description="Both costs of every line item are kept, so a change holds for the past too, and can be taken back."
          value={basis}
          onChange={(value) => setBasis(value as OrganizationSettings["cost_basis"])}
        >
          <Stack gap="sm" mt="sm">
            <Radio
              value="reported"
              disabled={!mayChange}
              label="Reported cost"
              description="What the client said a request cost; list cost where it said nothing."
            />
            <Radio
              value="list"
              disabled={!mayChange}
              label="List cost"
              description="StackSpend's prices times tokens, with your price overrides."
            />
          </Stack>
        </Radio.Group>
        {change.error !== null && <Failure what="The settings were not saved" error={change.error} />}
      </Stack>
      {mayChange && (
        <Group className={styles.foot ?? ""} gap="sm">
          <Button
            type="submit"
            loading={change.isPending}
            disabled={!isChanged || name.trim() === "" || label.trim() === ""}
          >
            Save changes
          </Button>
          <span role="status">{change.isSuccess && !isChanged && <Status tone="good">Saved</Status>}</span>
        </Group>
      )}
    </form>
  );
}

function Waiting() {
  return (
    <Stack className={styles.form ?? ""} gap="lg" role="status" aria-label="Loading">
      <Skeleton height={58} maw={620} />
      <Skeleton height={58} maw={620} />
      <Skeleton height={92} maw={620} />
      <Skeleton height={142} maw={620} />
    </Stack>
  );
}
