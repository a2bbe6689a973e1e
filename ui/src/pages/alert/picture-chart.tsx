import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Picture } from "../../warning/types";

const HEIGHT = 260;
const Drawing = lazy(() => import("./picture-drawing"));

/** The numbers that an alert was raised from. What draws them is loaded on first use. */
export function PictureChart({ picture, label }: { picture: Picture; label: string }) {
  return (
    <div role="img" aria-label={`Chart: ${label}`} style={{ height: HEIGHT }}>
      <Suspense fallback={<Skeleton height={HEIGHT} />}>
        <Drawing picture={picture} height={HEIGHT} />
      </Suspense>
    </div>
  );
}
