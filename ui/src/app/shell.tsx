import { AppShell, Burger, Group, Menu, NavLink, Skeleton, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconActivity,
  IconBell,
  IconBuilding,
  IconChartHistogram,
  IconHistory,
  IconInbox,
  IconKey,
  IconLayoutDashboard,
  IconLogout,
  IconMessages,
  IconPlugConnected,
  IconSelector,
  IconSwitchHorizontal,
  IconTargetArrow,
  IconUser,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { includes } from "../access/roles";
import { useSignOut } from "../api/commands";
import { type Role, useSwitchOrganization } from "../api/people";
import { meQuery } from "../api/queries";
import { BrandMark } from "../parts/brand";
import { EstimateNote } from "../parts/estimate-note";
import { SampleBar } from "../sample/sample-bar";
import { InboxPanel } from "../warning/inbox-panel";
import { ColorSchemeToggle } from "./color-scheme-toggle";
import { takePlace } from "./return-place";
import styles from "./shell.module.css";

/** What surrounds every signed-in page. Pages load beside it, not after it. */
export function Shell() {
  const [isOpen, navigation] = useDisclosure(false);
  const { pathname } = useLocation();
  useReturnToPlace();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu of a phone closes when the page changes
  useEffect(navigation.close, [pathname]);
  return (
    <AppShell
      layout="alt"
      header={{ height: 48 }}
      navbar={{ width: 236, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
    >
      <a href="#content" className={styles.skip}>
        Skip to content
      </a>
      <AppShell.Header
        className={styles.header ?? ""}
        // Dialogs bring a banner of their own, and a document may have one only.
        renderRoot={(props) => <section {...props} aria-label="Page bar" />}
      >
        <Group h="100%" className={styles.bar ?? ""} justify="space-between" wrap="nowrap" gap="xs">
          <Group hiddenFrom="sm" gap="xs" wrap="nowrap">
            <Burger size="sm" opened={isOpen} onClick={navigation.toggle} aria-label="Navigation" />
            <BrandMark size={22} />
          </Group>
          <div className={styles.note}>
            <EstimateNote />
            <InboxPanel />
          </div>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={styles.rail ?? ""} p="sm" data-closed={!isOpen || undefined}>
        <Group px={8} pt={2} pb="lg" justify="space-between" wrap="nowrap">
          <Group gap={10} wrap="nowrap">
            <BrandMark size={24} />
            <Text fw={600} fz={15} style={{ letterSpacing: "-0.01em" }}>
              StackSpend
            </Text>
          </Group>
          <Burger hiddenFrom="sm" size="sm" opened onClick={navigation.close} aria-label="Close navigation" />
        </Group>
        <Navigation pathname={pathname} />
        <Account />
      </AppShell.Navbar>
      <AppShell.Main id="content" className={styles.main ?? ""}>
        <SampleBar />
        <div className={styles.page}>
          <Outlet />
        </div>
      </AppShell.Main>
    </AppShell>
  );
}

const PAGES = [
  { to: "/dashboard/overview", label: "Overview", icon: IconLayoutDashboard, least: "viewer" },
  { to: "/dashboard/inbox", label: "Inbox", icon: IconInbox, least: "member" },
  { to: "/dashboard/explorer", label: "Explorer", icon: IconChartHistogram, least: "viewer" },
  { to: "/dashboard/people", label: "People", icon: IconUser, least: "viewer" },
  { to: "/dashboard/sessions", label: "Sessions", icon: IconMessages, least: "viewer" },
  { to: "/dashboard/monitoring", label: "Monitoring", icon: IconActivity, least: "member" },
  { to: "/dashboard/budgets", label: "Budgets", icon: IconTargetArrow, least: "member" },
  { to: "/dashboard/providers", label: "Providers", icon: IconPlugConnected, least: "member" },
] as const;

const SETTINGS = [
  { to: "/dashboard/settings/organization", label: "Organization", icon: IconBuilding, least: "member" },
  { to: "/dashboard/settings/mappings", label: "Teams and mapping", icon: IconUsersGroup, least: "member" },
  { to: "/dashboard/settings/api-keys", label: "API keys", icon: IconKey, least: "member" },
  { to: "/dashboard/settings/notifications", label: "Notifications", icon: IconBell, least: "member" },
  { to: "/dashboard/settings/members", label: "Members", icon: IconUsers, least: "member" },
  { to: "/dashboard/settings/audit", label: "Audit", icon: IconHistory, least: "admin" },
  { to: "/dashboard/settings/account", label: "Account", icon: IconUser, least: "viewer" },
] as const;

/** Nobody is led to what they may not read. */
function Navigation({ pathname }: { pathname: string }) {
  const { data: me } = useQuery(meQuery);
  const isOpen = ({ least }: { least: Role }) => me !== undefined && includes(me.member.role, least);
  const link = ({ to, label, icon: Sign }: (typeof PAGES)[number] | (typeof SETTINGS)[number]) => (
    <NavLink
      key={to}
      component={Link}
      to={to}
      label={label}
      leftSection={<Sign size={17} stroke={1.7} />}
      active={pathname.startsWith(to)}
      className={styles.link ?? ""}
    />
  );
  return (
    <nav aria-label="Main" className={styles.navigation}>
      {PAGES.filter(isOpen).map(link)}
      <Text className={styles.group ?? ""}>Settings</Text>
      {SETTINGS.filter(isOpen).map(link)}
    </nav>
  );
}

function Account() {
  const { data: me } = useQuery(meQuery);
  const signOut = useSignOut();
  const switchTo = useSwitchOrganization();
  const others = me?.organizations.filter((one) => one.id !== me.organization.id) ?? [];
  return (
    <Group gap={4} wrap="nowrap" className={styles.account ?? ""}>
      <Menu position="top-start" width={220} shadow="md">
        <Menu.Target>
          <button type="button" className={styles.person}>
            {me === undefined ? (
              <Skeleton height={28} />
            ) : (
              <>
                <span className={styles.names}>
                  <Text size="sm" fw={500} truncate>
                    {me.organization.name}
                  </Text>
                  <Text size="xs" c="dimmed" truncate>
                    {me.name ?? me.member.email}
                  </Text>
                </span>
                <IconSelector size={15} className={styles.faint} />
              </>
            )}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {me !== undefined && (
            <Menu.Label>
              {me.member.role} · StackSpend {me.version}
            </Menu.Label>
          )}
          {others.map((one) => (
            <Menu.Item
              key={one.id}
              leftSection={<IconSwitchHorizontal size={15} />}
              onClick={() => switchTo.mutate(one.id)}
            >
              Go to {one.name}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<IconUser size={15} />} component={Link} to="/dashboard/settings/account">
            Account
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => signOut.mutate()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ColorSchemeToggle />
    </Group>
  );
}

/** After a new sign-in, goes back to where the session had ended. */
function useReturnToPlace(): void {
  const { data: me } = useQuery(meQuery);
  const router = useRouter();
  useEffect(() => {
    if (me !== undefined) {
      const place = takePlace(Date.now());
      if (place !== null) {
        router.history.push(place);
      }
    }
  }, [me, router]);
}
