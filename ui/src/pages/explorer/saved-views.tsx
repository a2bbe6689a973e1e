import { ActionIcon, Button, Popover, Skeleton, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBookmark, IconChevronDown, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { SavedView } from "../../api/types";
import { ConfirmModal } from "../../parts/confirm-modal";
import { Failure } from "../../parts/failure";
import { isShown, questionOf, savedViewsQuery, useRemoveView } from "../../spend/saved-views";
import type { ExplorerSearch } from "../../spend/search";
import { KeepViewModal } from "./keep-view-modal";
import styles from "./saved-views.module.css";

/** The views that somebody saved: open one, keep what is shown as another, rename and remove. */
export function SavedViews({ search }: { search: ExplorerSearch }) {
  const [isOpen, open] = useDisclosure(false);
  const [kept, keep] = useState<SavedView | "new" | null>(null);
  const [removed, remove] = useState<SavedView | null>(null);
  const views = useQuery(savedViewsQuery);
  const shown = views.data?.find((view) => isShown(view, search));
  const instead = (act: () => void) => () => {
    open.close();
    act();
  };
  return (
    <>
      <Popover opened={isOpen} onChange={open.set} position="bottom-end" width={320} trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<IconBookmark size={15} />}
            rightSection={<IconChevronDown size={14} />}
            onClick={open.toggle}
            maw={220}
          >
            {shown?.name ?? "Views"}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={6} aria-label="Saved views">
          {views.data === undefined &&
            (views.error === null ? (
              <Skeleton height={60} />
            ) : (
              <Failure what="The views could not be loaded" error={views.error} onRetry={() => views.refetch()} />
            ))}
          {views.data?.length === 0 && (
            <Text size="sm" c="dimmed" px={10} py={8}>
              No view is saved yet. Save what is shown to come back to it by its name.
            </Text>
          )}
          <ul className={styles.views} aria-label="Saved views">
            {views.data?.map((view) => (
              <View
                key={view.id}
                view={view}
                isShown={view.id === shown?.id}
                onOpen={open.close}
                onChange={instead(() => keep(view))}
                onRemove={instead(() => remove(view))}
              />
            ))}
          </ul>
          <Button variant="light" size="xs" fullWidth onClick={instead(() => keep("new"))} data-autofocus>
            Save this view
          </Button>
        </Popover.Dropdown>
      </Popover>
      <KeepViewModal view={kept} search={search} onClose={() => keep(null)} />
      <ConfirmModal
        about={removed}
        onClose={() => remove(null)}
        title={(view) => `Remove the view “${view.name}”?`}
        action="Remove view"
        failed="The view was not removed"
        useDoing={useRemoveView}
        told={({ id }) => id}
      >
        {({ is_shared: isShared }) =>
          isShared ? "It is shared: nobody in the organization will find it any more." : "Only you can see it."
        }
      </ConfirmModal>
    </>
  );
}

interface ViewProps {
  view: SavedView;
  isShown: boolean;
  onOpen: () => void;
  onChange: () => void;
  onRemove: () => void;
}

function View({ view, isShown: isCurrent, onOpen, onChange, onRemove }: ViewProps) {
  const note = view.is_own ? (view.is_shared ? "Shared by you" : "Only yours") : `Shared by ${view.owner_email}`;
  return (
    <li className={styles.view} data-current={isCurrent || undefined}>
      <Link
        to="/dashboard/explorer"
        search={questionOf(view)}
        className={styles.name ?? ""}
        onClick={onOpen}
        aria-current={isCurrent ? "page" : undefined}
      >
        <span className={styles.title}>{view.name}</span>
        <span className={styles.note}>{note}</span>
      </Link>
      {view.may_change && (
        <>
          <ActionIcon variant="subtle" color="gray" aria-label={`Change the view ${view.name}`} onClick={onChange}>
            <IconPencil size={15} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={`Remove the view ${view.name}`} onClick={onRemove}>
            <IconTrash size={15} />
          </ActionIcon>
        </>
      )}
    </li>
  );
}
