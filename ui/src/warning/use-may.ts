import { useQuery } from "@tanstack/react-query";
import { meQuery } from "../api/queries";
import type { Me } from "../api/types";

type Role = Me["member"]["role"];

const RANKS: Role[] = ["viewer", "member", "admin", "owner"];

/** Whether who is signed in has at least this role. The server decides; this only spares them a refusal. */
export function useMay(least: Role): boolean {
  const { data: me } = useQuery(meQuery);
  return me !== undefined && RANKS.indexOf(me.member.role) >= RANKS.indexOf(least);
}
