import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Suspense } from "react";
import type { ExplainedChange } from "../../api/types";
import { fetchedAhead } from "../../parts/fetched-ahead";
import { barsOf } from "./bars";

const Drawing = fetchedAhead(import("./waterfall-drawing"));

/** From the earlier amount over every part to the later one. What draws it is no part of the page. */
export function Waterfall({ change }: { change: ExplainedChange }) {
  const isPhone = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const height = isPhone ? 330 : 300;
  return (
    <div role="img" aria-label="Waterfall from the earlier spend to the later one" style={{ height }}>
      <Suspense fallback={<Skeleton height={height} />}>
        <Drawing bars={barsOf(change)} isUpright={!isPhone} height={height} />
      </Suspense>
    </div>
  );
}
