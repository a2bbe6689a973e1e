import { useQuery } from "@tanstack/react-query";
import type { Role } from "../api/people";
import { meQuery } from "../api/queries";

/** From the most to the least; each may do all that those after it may. */
export const ROLES: { role: Role; title: string; description: string }[] = [
  { role: "owner", title: "Owner", description: "Everything, also other owners and the end of the organization." },
  { role: "admin", title: "Admin", description: "Changes providers, keys, members, budgets, mappings and prices." },
  { role: "member", title: "Member", description: "Reads everything and acknowledges alerts." },
  { role: "viewer", title: "Viewer", description: "Sees the own spend and nothing else." },
];

export function includes(own: Role, least: Role): boolean {
  return rank(own) <= rank(least);
}

/** Whether who is signed in may do what needs at least this role; false until that is known. */
export function useMay(least: Role): boolean {
  const { data: me } = useQuery(meQuery);
  return me !== undefined && includes(me.member.role, least);
}

function rank(role: Role): number {
  return ROLES.findIndex((one) => one.role === role);
}
