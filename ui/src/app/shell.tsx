import { AppShell, Burger, Group, Menu, NavLink, Skeleton, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconActivity,
  IconArrowsDiff,
  IconChartHistogram,
  IconInbox,
  IconLayoutDashboard,
  IconLogout,
  IconMessages,
  IconPlugConnected,
  IconReport,
  IconSelector,
  IconSettings,
  IconShieldCheck,
  IconSwitchHorizontal,
  IconTargetArrow,
  IconUser,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { includes } from "../access/roles";
import { useSignOut } from "../api/commands";
import { useSwitchOrganization } from "../api/people";
import { meQuery } from "../api/queries";
import { BrandMark } from "../parts/brand";
import { EstimateNote } from "../parts/estimate-note";
import { SampleBar } from "../sample/sample-bar";
import { InboxPanel } from "../warning/inbox-panel";
import { ColorSchemeToggle } from "./color-scheme-toggle";
import { takePlace } from "./return-place";
import { SettingsTabs, settingsOf } from "./settings-tabs";
import styles from "./shell.module.css";

/** What surrounds every signed-in page. Pages load beside it, not after it. */
export function Shell() {
  const [isOpen, navigation] = useDisclosure(false);
  const { pathname } = useLocation();
  const { data: me } = useQuery(meQuery);
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
          {pathname.startsWith(SETTINGS) && <SettingsTabs pathname={pathname} />}
          {/* Amounts that were written before their label was known are written anew; the page that changes it has none. */}
          <Outlet key={pathname === ORGANIZATION ? undefined : (me?.organization.currency_label ?? "$")} />
        </div>
      </AppShell.Main>
    </AppShell>
  );
}

const SETTINGS = "/dashboard/settings";
const ORGANIZATION = "/dashboard/settings/organization";
const ACCOUNT = "/dashboard/settings/account";

const PAGES = [
  { to: "/dashboard/overview", label: "Overview", icon: IconLayoutDashboard, least: "viewer" },
  { to: "/dashboard/inbox", label: "Inbox", icon: IconInbox, least: "member" },
  { to: "/dashboard/explorer", label: "Explorer", icon: IconChartHistogram, least: "viewer" },
  { to: "/dashboard/what-changed", label: "What changed", icon: IconArrowsDiff, least: "viewer" },
  { to: "/dashboard/people", label: "People", icon: IconUser, least: "viewer" },
  { to: "/dashboard/sessions", label: "Sessions", icon: IconMessages, least: "viewer" },
  { to: "/dashboard/monitoring", label: "Monitoring", icon: IconActivity, least: "member" },
  { to: "/dashboard/budgets", label: "Budgets", icon: IconTargetArrow, least: "member" },
  { to: "/dashboard/report", label: "Report", icon: IconReport, least: "member" },
  { to: "/dashboard/providers", label: "Providers", icon: IconPlugConnected, least: "member" },
  { to: "/dashboard/data-quality", label: "Data quality", icon: IconShieldCheck, least: "member" },
] as const;

/** Nobody is led to what they may not read. */
function Navigation({ pathname }: { pathname: string }) {
  const { data: me } = useQuery(meQuery);
  if (me === undefined) {
    return <nav aria-label="Main" className={styles.navigation} />;
  }
  const [settings] = settingsOf(me.member.role);
  return (
    <nav aria-label="Main" className={styles.navigation}>
      {PAGES.filter(({ least }) => includes(me.member.role, least)).map(({ to, label, icon: Sign }) => (
        <NavLink
          key={to}
          component={Link}
          to={to}
          label={label}
          leftSection={<Sign size={17} stroke={1.7} />}
          active={pathname.startsWith(to)}
          className={styles.link ?? ""}
        />
      ))}
      <NavLink
        component={Link}
        to={settings?.to ?? ACCOUNT}
        label="Settings"
        leftSection={<IconSettings size={17} stroke={1.7} />}
        active={pathname.startsWith(SETTINGS)}
        className={styles.link ?? ""}
      />
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
          <Menu.Item leftSection={<IconUser size={15} />} component={Link} to={ACCOUNT}>
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
