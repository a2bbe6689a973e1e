import { Drawer, Group, Skeleton, Text } from "@mantine/core";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { explanationQuery, lineItemQuery, lineItemsKey } from "../api/queries";
import type { LineItem } from "../api/types";
import { CopyIcon } from "../parts/copy-button";
import { Failure } from "../parts/failure";
import { ShownExplanation } from "./explanation";
import styles from "./explanation.module.css";
import { Summary } from "./summary";

interface LineItemDrawerProps {
  id: string | undefined;
  /** Another drawer lies over this one, so that Escape is for that. */
  isCovered: boolean;
  onClose: () => void;
}

/** Everything behind one line item. */
export function LineItemDrawer({ id, isCovered, onClose }: LineItemDrawerProps) {
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      closeOnEscape={!isCovered}
      position="right"
      size="min(680px, 100vw)"
      title={<Title />}
      classNames={{ body: styles.body ?? "", header: styles.header ?? "", title: styles.heading ?? "" }}
      closeButtonProps={{ "aria-label": "Close line item" }}
    >
      {id !== undefined && <OneLineItem key={id} id={id} />}
    </Drawer>
  );
}

function Title() {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text fw={600} tabIndex={-1} data-autofocus className={styles.name ?? ""}>
        Line item
      </Text>
      <CopyIcon value={window.location.href} what="link to this line item" />
    </Group>
  );
}

function OneLineItem({ id }: { id: string }) {
  const client = useQueryClient();
  const item = useQuery({ ...lineItemQuery(id), placeholderData: () => listed(client, id) });
  const explanation = useQuery(explanationQuery(id));
  const error = explanation.error ?? item.error;
  if (error !== null) {
    const retry = () => Promise.all([item.refetch(), explanation.refetch()]);
    return <Failure what="This line item could not be explained" error={error} onRetry={retry} />;
  }
  return (
    <>
      {item.data === undefined ? <Skeleton height={150} radius="md" /> : <Summary item={item.data} />}
      {item.data === undefined || explanation.data === undefined ? (
        <Waiting />
      ) : (
        <ShownExplanation item={item.data} explanation={explanation.data} />
      )}
    </>
  );
}

/** The line item as a list on the page shows it already, so that the drawer opens with its head filled. */
function listed(client: QueryClient, id: string): LineItem | undefined {
  const lists = client.getQueriesData<LineItem[]>({ queryKey: lineItemsKey });
  return lists.flatMap(([, items]) => items ?? []).find((item) => item.id === id);
}

function Waiting() {
  return (
    <div className={styles.waiting} role="status" aria-label="Loading explanation">
      <Skeleton height={14} width={130} />
      <Skeleton height={44} radius="md" />
      <Skeleton height={170} radius="md" />
      <Skeleton height={14} width={110} mt="lg" />
      <Skeleton height={76} radius="md" />
      <Skeleton height={190} radius="md" />
    </div>
  );
}
