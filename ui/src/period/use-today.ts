import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { meQuery } from "../api/queries";
import { type Day, todayIn } from "./days";

/** The day that it is for the organization, as of when the page opened. */
export function useToday(): Day {
  const { data: me } = useQuery(meQuery);
  const [opened] = useState(() => Date.now());
  return todayIn(me?.organization.time_zone ?? "UTC", opened);
}
