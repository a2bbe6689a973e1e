import { useState } from "react";
import { type Day, todayIn } from "./days";

/** The day that it is for the organization, as of when the page opened. */
export function useToday(): Day {
  const [today] = useState(() => todayIn("UTC", Date.now()));
  return today;
}
