/**
 * The app API's shapes by the words of the pages. They are generated from what the server says of itself: `make types`.
 * Instants are ISO 8601 in UTC, money is a decimal string in USD, `null` means unknown.
 */

import type { components } from "./schema";

type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type Problem = Schemas["Problem"];

export type ProviderType = Schemas["ProviderType"];
export type Provider = Schemas["Provider"];
export type Pulse = Schemas["Pulse"];
export type NewProvider = Schemas["NewProvider"];
export type Kit = Schemas["Kit"];

export type RawBatch = Schemas["RawBatchView"];
export type BatchChoices = Schemas["BatchChoices"];
export type BatchRecord = Schemas["RecordView"];
export type SetAside = Schemas["SetAside"];
export type Removed = Schemas["Removed"];
/** `json` is null if the bytes cannot be read any more. The page shows it from the answer's text, digit for digit. */
export type ReadableBatch = Schemas["ReadableBatch"];

export type LineItem = Schemas["LineItemView"];
export type Tokens = Schemas["Tokens"];

export type Explanation = Schemas["LineItemExplanation"];
export type Usage = Schemas["UsageView"];
export type ListCost = Schemas["ListCostView"];
export type PricedLine = Schemas["PricedLineView"];
export type Price = Schemas["PriceView"];
export type Statement = Schemas["StatementView"];
export type Sighting = Schemas["SightingView"];
export type Superseded = Schemas["SupersededView"];
export type IdentityStep = Schemas["IdentityStep"];

export type CoverageReport = Schemas["CoverageReport"];
export type CoverageRow = Schemas["CoverageRow"];
export type SessionCoverage = Schemas["SessionCoverage"];
export type Compared = Schemas["ComparedView"];
export type Drift = Schemas["DriftView"];

export type AuditEntry = Schemas["AuditEntryView"];
export type AuditChoices = Schemas["AuditChoices"];

export type MappingRule = Schemas["MappingRuleView"];
export type MappingKind = Schemas["MappingKind"];
export type NewMappingRule = Pick<MappingRule, "kind" | "pattern" | "team" | "cost_centre" | "project">;
export type MappingChange = Schemas["MappingChange"];

export type OrganizationSettings = Schemas["OrganizationSettings"];
export type FiscalCalendar = Schemas["FiscalCalendar"];
export type OrganizationEnd = Schemas["OrganizationEnd"];
export type NewOrganizationSettings = Omit<OrganizationSettings, "id">;

export type ApiKey = Schemas["ApiKey"];
export type NewApiKey = Schemas["NewApiKey"];
/** `key` is the secret itself. It is in this one answer and nowhere else. */
export type MintedApiKey = Schemas["CreatedApiKey"];
export type RotatedApiKey = Schemas["RotatedApiKey"];
export type KeyUsers = Schemas["KeyUsers"];
export type KeySender = Schemas["KeySender"];
export type KeyUser = Schemas["KeyUser"];
export type Scope = Schemas["Scope"];

export type SampleProgress = Schemas["SampleProgress"];

export type ExploredSpend = Schemas["ExploredSpend"];
export type SpendGroup = Schemas["SpendGroup"];
export type OtherGroups = Schemas["OtherGroups"];
export type ExploredTokens = Schemas["ExploredTokens"];
export type ValueChoice = Schemas["ValueChoice"];
export type SavedView = Schemas["SavedViewAnswer"];
export type Sums = Schemas["Sums"];

export type ExplainedChange = Schemas["ExplainedChange"];
export type ChangePart = Schemas["ChangePart"];
export type Contributor = Schemas["Contributor"];
export type Driver = Schemas["Driver"];

export type MonthOverview = Schemas["MonthOverview"];
export type MonthEnd = Schemas["MonthEnd"];

export type PersonRow = Schemas["PersonRow"];
export type PersonReport = Schemas["PersonReport"];
export type SessionRow = Schemas["SessionRow"];
export type SessionReport = Schemas["SessionReport"];
export type ActivityReport = Schemas["ActivityReport"];
