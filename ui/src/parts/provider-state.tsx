import type { Provider } from "../api/types";
import { Status } from "./status";

export function ProviderState({ provider }: { provider: Provider }) {
  return provider.state === "receiving" ? (
    <Status tone="good">Receiving</Status>
  ) : (
    <Status tone="warn" isLive>
      Waiting
    </Status>
  );
}
