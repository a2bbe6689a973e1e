/** The app API's shapes. Instants are ISO 8601 in UTC, money is a decimal string in USD, `null` means unknown. */

export type Instant = string;
export type Usd = string;

export interface Me {
  member: { id: string; email: string; role: string };
  organization: { id: string; name: string };
  version: string;
}

export interface ProviderType {
  type: string;
  title: string;
  description: string;
}

export interface Provider {
  connection_id: string;
  type: string;
  name: string;
  created_at: Instant;
  last_synced_at: Instant | null;
  endpoint: string;
  state: "waiting" | "receiving";
  raw_batches: number;
  refused: { count: number; last_at: Instant | null; last_reason: string | null };
}

export interface Kit {
  id: string;
  title: string;
  where: string;
  language: "json" | "bash" | "text";
  filename: string | null;
  text: string;
  steps: string[];
}

export type Signal = "logs" | "metrics" | "traces";

export interface SetAside {
  where: string;
  reason: string;
}

export interface RawBatch {
  id: string;
  received_at: Instant;
  signal: Signal;
  content_type: string;
  content_encoding: string | null;
  size_bytes: number;
  records: number;
  set_aside: SetAside[];
  key_prefix: string | null;
  user_agent: string | null;
  digest: string;
}

/** `json` is null if the bytes cannot be read any more. The page shows it from the answer's text, digit for digit. */
export interface ReadableBatch {
  batch: RawBatch;
  json: unknown;
}

export interface Tokens {
  input: number | null;
  output: number | null;
  cache_read: number | null;
  cache_creation: number | null;
}

export interface LineItem {
  id: string;
  usage_date: string;
  usage_time: Instant;
  provider_type: string;
  provider_service: string;
  connection_id: string;
  net_amount_usd: Usd | null;
  reported_cost_usd: Usd | null;
  list_cost_usd: Usd | null;
  currency_original: string;
  project_id: string | null;
  user: string | null;
  user_email: string | null;
  attribution: string;
  user_id: string | null;
  account_uuid: string | null;
  account_id: string | null;
  organization_id: string | null;
  model: string | null;
  session_id: string | null;
  query_source: string | null;
  skill: string | null;
  plugin: string | null;
  agent: string | null;
  mcp_server: string | null;
  mcp_tool: string | null;
  effort: string | null;
  speed: string | null;
  source: string;
  team: string | null;
  terminal: string | null;
  client_version: string | null;
  tokens: Tokens;
  evidence: string;
  unpriced_reason: string | null;
  dated_by_arrival: boolean;
  tags: Record<string, string>;
}

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  connection_id: string | null;
  created_at: Instant;
  created_by: string | null;
  expires_at: Instant | null;
  last_used_at: Instant | null;
  state: "active" | "revoked" | "expired";
}

export interface NewApiKey {
  name: string;
  scopes: string[];
  connection_id: string | null;
}

/** `key` is the secret itself. It is in this one answer and nowhere else. */
export interface MintedApiKey {
  key: string;
  api_key: ApiKey;
}

export interface Scope {
  scope: string;
  title: string;
  description: string;
}
