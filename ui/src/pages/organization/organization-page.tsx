import { Button, Group, Radio, Skeleton, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useMay } from "../../access/roles";
import { useChangeOrganization } from "../../api/commands";
import { organizationQuery } from "../../api/queries";
import type { OrganizationSettings } from "../../api/types";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { Status } from "../../parts/status";
import styles from "./organization-page.module.css";

export const route = createLazyRoute("/dashboard/settings/organization")({ component: OrganizationPage });

function OrganizationPage() {
  const organization = useQuery(organizationQuery);
  return (
    <>
      <PageHeader title="Organization">What it is called, and which of two estimates its reports show.</PageHeader>
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
    </>
  );
}

function Form({ settings }: { settings: OrganizationSettings }) {
  const [name, setName] = useState(settings.name);
  const [basis, setBasis] = useState(settings.cost_basis);
  const mayChange = useMay("admin");
  const change = useChangeOrganization();
  const isChanged = name.trim() !== settings.name || basis !== settings.cost_basis;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ name: name.trim(), cost_basis: basis });
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
          <Button type="submit" loading={change.isPending} disabled={!isChanged || name.trim() === ""}>
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
      <Skeleton height={142} maw={620} />
    </Stack>
  );
}
