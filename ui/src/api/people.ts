import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post, put, remove } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type Member = Schemas["MemberRow"];
export type Invitation = Schemas["PendingInvitation"];
export type SentInvitation = Schemas["SentInvitation"];
export type OpenInvitation = Schemas["OpenInvitation"];
export type OwnAccount = Schemas["OwnAccount"];
export type OwnSession = Schemas["OwnSession"];
export type Enrolment = Schemas["Enrolment"];
export type Ways = Schemas["Ways"];
export type Step = Schemas["SignInStep"];

const SIGN_IN = "/api/v1/sign-in";

export const waysQuery = queryOptions({
  queryKey: ["ways"],
  queryFn: ({ signal }) => get<Ways>(SIGN_IN, signal),
  staleTime: 60_000,
});

export const invitationQuery = (secret: string) =>
  queryOptions({
    queryKey: ["invitation", secret],
    queryFn: () => post<OpenInvitation>(`${SIGN_IN}/invitation`, { secret }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: ({ signal }) => get<Member[]>("/members", signal),
});

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: ({ signal }) => get<Invitation[]>("/invitations", signal),
});

export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: ({ signal }) => get<OwnAccount>("/account", signal),
});

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) => get<OwnSession[]>("/account/sessions", signal),
});

/** Goes on with a fresh page load, so that nothing of whoever was there before stays in memory. */
function enter() {
  window.location.assign("/dashboard");
}

function enterIfDone(step: Step) {
  if (step.state === "signed_in") {
    enter();
  }
}

export function usePasswordSignIn() {
  return useMutation({
    mutationFn: (given: { email: string; password: string; code?: string }) => post<Step>(`${SIGN_IN}/password`, given),
    onSuccess: enterIfDone,
  });
}

export function useSetUp() {
  return useMutation({
    mutationFn: (founder: Schemas["SetUp"]) => post<Step>(`${SIGN_IN}/set-up`, founder),
    onSuccess: enterIfDone,
  });
}

export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (given: Schemas["NewAcceptance"]) => post<Step>(`${SIGN_IN}/invitation/accept`, given),
    onSuccess: enterIfDone,
  });
}

export function useAskForReset() {
  return useMutation({ mutationFn: (email: string) => post<null>(`${SIGN_IN}/reset`, { email }) });
}

export function useSetNewPassword() {
  return useMutation({
    mutationFn: (given: { secret: string; password: string }) => post<null>(`${SIGN_IN}/new-password`, given),
  });
}

export function useSwitchOrganization() {
  return useMutation({
    mutationFn: (organizationId: string) => post<null>("/switch", { organization_id: organizationId }),
    onSuccess: enter,
  });
}

/** A change after which these lists are not what they were. */
function useChange<Given, Answer>(change: (given: Given) => Promise<Answer>, ...stale: readonly (readonly string[])[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

const MEMBERS = membersQuery.queryKey;
const INVITATIONS = invitationsQuery.queryKey;
const ACCOUNT = accountQuery.queryKey;
const SESSIONS = sessionsQuery.queryKey;
const ME = ["me"];

export const useInvite = () =>
  useChange((given: { email: string; role: string }) => post<SentInvitation>("/invitations", given), INVITATIONS);

export const useRenewInvitation = () =>
  useChange((id: string) => post<SentInvitation>(`/invitations/${id}/renew`), INVITATIONS);

export const useRevokeInvitation = () =>
  useChange((id: string) => post<Invitation>(`/invitations/${id}/revoke`), INVITATIONS);

export const useChangeRole = () =>
  useChange(({ id, role }: { id: string; role: string }) => put<unknown>(`/members/${id}`, { role }), MEMBERS, ME);

export const useRemoveMember = () => useChange((id: string) => remove<null>(`/members/${id}`), MEMBERS, INVITATIONS);

export const useRename = () => useChange((name: string) => put<null>("/account/name", { name }), ACCOUNT, ME, MEMBERS);

export const useChangePassword = () =>
  useChange(
    (given: { current: string | null; new: string }) => put<null>("/account/password", given),
    ACCOUNT,
    SESSIONS,
    ME,
  );

export const useEnrol = () =>
  useMutation({ mutationFn: (_: undefined) => post<Enrolment>("/account/one-time-codes/enrol") });

export const useTurnCodesOn = () =>
  useChange(
    (given: Schemas["CodesOn"]) => put<Schemas["RecoveryCodes"]>("/account/one-time-codes", given),
    ACCOUNT,
    SESSIONS,
  );

export const useTurnCodesOff = () =>
  useChange((password: string) => post<null>("/account/one-time-codes/turn-off", { password }), ACCOUNT, SESSIONS);

export const useUnlink = () => useChange((_: undefined) => remove<null>("/account/identity"), ACCOUNT);

export const useEndSession = () => useChange((id: string) => post<null>(`/account/sessions/${id}/end`), SESSIONS);

export const useEndOtherSessions = () =>
  useChange((_: undefined) => post<number>("/account/sessions/end-others"), SESSIONS);

/** Where a browser goes to sign in with, or be linked to, the OpenID provider. */
export function openidAddress(to: "sign-in" | "link"): string {
  return `${SIGN_IN}/openid?to=${to}`;
}
