/** What is said of budgets, forecasts and alerts, by the words of the pages. */

import type { components } from "../api/schema";

type Schemas = components["schemas"];

export type Budget = Schemas["BudgetView"];
export type Budgets = Schemas["BudgetsView"];
export type SentBudget = Schemas["SentBudget"];
export type Standing = Schemas["StandingView"];
export type BudgetStatus = Schemas["StandingView"]["status"];
export type BudgetScope = Schemas["ScopeView"];
export type ScopeKind = BudgetScope["kind"];
export type Window = Budget["window"];

export type Forecast = Schemas["ForecastView"];
export type Forecasts = Schemas["ForecastsView"];

export type Report = Schemas["ReportView"];
export type ReportKind = Report["kind"];
export type ReportPart = Schemas["ReportPartView"];

export type Alert = Schemas["AlertView"];
export type AlertDetail = Schemas["AlertDetail"];
export type AlertState = Alert["state"];
export type Severity = Alert["severity"];
export type Cause = Schemas["CauseView"];
export type Picture = Schemas["PictureView"];
