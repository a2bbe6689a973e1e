import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { overviewQuery } from "./overview";

/** Where nothing was ever used, no other period helps: leads to where one connects Claude or looks at the sample. */
export function FirstSteps() {
  const { data: overview } = useQuery(overviewQuery);
  return (
    overview?.end === null && (
      <Button
        variant="default"
        rightSection={<IconArrowRight size={16} />}
        renderRoot={(props) => <Link to="/dashboard/overview" {...props} />}
      >
        First steps
      </Button>
    )
  );
}
