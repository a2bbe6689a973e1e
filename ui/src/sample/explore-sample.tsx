import { Button, Progress, Text } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { sampleQuery, useEnterSample, useMakeSample } from "../api/sample";
import { Failure } from "../parts/failure";
import styles from "./explore-sample.module.css";

/** Makes the sample if there is none, says how far it is, and leads into it once it is ready. */
export function ExploreSample() {
  const sample = useQuery(sampleQuery);
  const make = useMakeSample();
  const enter = useEnterSample();
  const wanted = useRef(false);
  const state = sample.data?.state;
  const isMaking = state === "making" || make.isPending;
  const { mutate: enterIt } = enter;
  useEffect(() => {
    if (state === "ready" && wanted.current) {
      wanted.current = false;
      enterIt();
    }
  }, [state, enterIt]);
  const explore = () => {
    if (state === "ready") {
      enterIt();
    } else {
      wanted.current = true;
      make.mutate();
    }
  };
  const error = make.error ?? enter.error;
  if (error !== null) {
    return <Failure what="The sample could not be opened" error={error} onRetry={explore} />;
  }
  return isMaking ? (
    <Making share={sample.data?.share ?? 0} />
  ) : (
    <Button
      variant="default"
      leftSection={<IconFlask size={16} />}
      loading={enter.isPending}
      disabled={sample.isPending}
      onClick={explore}
    >
      Explore with sample data
    </Button>
  );
}

function Making({ share }: { share: number }) {
  return (
    <div className={styles.making} role="status">
      <Progress value={share * 100} size="sm" aria-label="Sample data booked" transitionDuration={400} />
      <Text size="xs" c="dimmed" mt={6}>
        Booking 90 days of sample telemetry, {Math.round(share * 100)}%
      </Text>
    </div>
  );
}
