import { Button, Center } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { Failure } from "./failure";

type Pages = Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "isFetchNextPageError" | "error"> & {
  fetchNextPage: () => unknown;
};

/** Under a list that goes on: a click adds the next page to it. */
export function MoreRows({ pages }: { pages: Pages }) {
  if (pages.isFetchNextPageError && pages.error !== null) {
    return <Failure what="No more could be loaded" error={pages.error} onRetry={() => pages.fetchNextPage()} />;
  }
  return pages.hasNextPage ? (
    <Center p="sm">
      <Button variant="default" size="xs" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
        Show more
      </Button>
    </Center>
  ) : null;
}
