import { useRevokeApiKey } from "../../api/commands";
import type { ApiKey } from "../../api/types";
import { ConfirmModal } from "../../parts/confirm-modal";

export function RevokeKeyModal({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  return (
    <ConfirmModal
      about={apiKey}
      onClose={onClose}
      title={({ name }) => `Revoke “${name}”?`}
      action="Revoke key"
      failed="The key was not revoked"
      useDoing={useRevokeApiKey}
      told={({ id }) => id}
    >
      {({ prefix, scopes }) => (
        <>
          Whatever uses <code>{prefix}…</code> is refused from now on, and this cannot be undone.
          {scopes.includes("usage:write") &&
            " Clients that send telemetry with it lose it without a word to their users, so give them a new key first."}
        </>
      )}
    </ConfirmModal>
  );
}
