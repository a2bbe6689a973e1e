import { Skeleton } from "@mantine/core";
import { Suspense } from "react";
import { fetchedAhead } from "../../parts/fetched-ahead";
import type { Picture, Standing } from "../../warning/types";

const HEIGHT = 260;
const Drawing = fetchedAhead(import("./picture-drawing"));

interface PictureChartProps {
  picture: Picture;
  /** How the budget stands that it is about; null of anything else, and once its window is over. */
  standing: Standing | null;
  label: string;
}

/** The numbers that an alert was raised from. What draws them is no part of the page. */
export function PictureChart({ picture, standing, label }: PictureChartProps) {
  return (
    <div role="img" aria-label={`Chart: ${label}`} style={{ height: HEIGHT }}>
      <Suspense fallback={<Skeleton height={HEIGHT} />}>
        <Drawing picture={picture} standing={standing} height={HEIGHT} />
      </Suspense>
    </div>
  );
}
