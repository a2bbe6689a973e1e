import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { includes } from "../access/roles";
import type { Role } from "../api/people";
import { meQuery } from "../api/queries";
import styles from "./settings-tabs.module.css";

const SETTINGS = [
  { to: "/dashboard/settings/organization", label: "Organization", least: "member" },
  { to: "/dashboard/settings/members", label: "Members", least: "member" },
  { to: "/dashboard/settings/api-keys", label: "API keys", least: "member" },
  { to: "/dashboard/settings/mappings", label: "Teams and mapping", least: "member" },
  { to: "/dashboard/settings/prices", label: "Prices", least: "member" },
  { to: "/dashboard/settings/retention", label: "Retention", least: "member" },
  { to: "/dashboard/settings/notifications", label: "Notifications", least: "member" },
  { to: "/dashboard/settings/audit", label: "Audit", least: "admin" },
  { to: "/dashboard/settings/account", label: "Account", least: "viewer" },
] as const;

/** The settings that a role may read, in their order; everybody has an account. */
export function settingsOf(role: Role) {
  return SETTINGS.filter(({ least }) => includes(role, least));
}

/** Leads from one page of the settings to the others. On a phone it scrolls sideways by itself, to where one is. */
export function SettingsTabs({ pathname }: { pathname: string }) {
  const { data: me } = useQuery(meQuery);
  const current = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where one is changes with the page
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname, me]);
  return (
    <nav aria-label="Settings" className={styles.tabs}>
      {me !== undefined &&
        settingsOf(me.member.role).map(({ to, label }) => (
          <Link key={to} to={to} className={styles.tab ?? ""} ref={pathname === to ? current : undefined}>
            {label}
          </Link>
        ))}
    </nav>
  );
}
