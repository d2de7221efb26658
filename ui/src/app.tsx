import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Redirect, Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";

import { AuditPage } from "./features/audit/audit-page";
import { OverviewPage } from "./features/clusters/overview-page";
import { ConnectionsPage } from "./features/connections/connections-page";
import { ComparePage } from "./features/history/compare/compare-page";
import { FleetPage } from "./features/obproxy/agents/fleet-page";
import { ClusterPage } from "./features/obproxy/cluster/cluster-page";
import { ObproxyPage } from "./features/obproxy/obproxy-page";
import { ObproxyWizardScreen } from "./features/obproxy/wizard/obproxy-wizard-screen";
import { Notices } from "./features/notices/notices";
import { Appearance } from "./features/settings/appearance";
import { SavedDoor } from "./features/saved/saved-door";
import { SettingsPage } from "./features/settings/settings-page";
import { TasksOf, TasksPage } from "./features/task-list/tasks-page";
import { RunScreen } from "./features/tasks/run-screen";
import { WizardScreen } from "./features/wizards/wizard-screen";
import { PlatformProvider } from "./platform/context";
import type { Platform } from "./platform/platform";

export function App({ platform, cache }: { platform: Platform; cache: QueryClient }) {
  return (
    <PlatformProvider platform={platform}>
      <QueryClientProvider client={cache}>
        <Appearance>
          {/* oxlint-disable-next-line react/hooks -- wouter takes its location as a hook */}
          <Router hook={useHashLocation}>
            <Notices>
              <Routes />
              <SavedDoor />
            </Notices>
          </Router>
        </Appearance>
      </QueryClientProvider>
    </PlatformProvider>
  );
}

function Routes() {
  return (
    <Switch>
      <Route path="/">
        <ConnectionsPage />
      </Route>
      <Route path="/clusters/:connectionId">
        {({ connectionId }) => <OverviewPage key={connectionId} connectionId={connectionId} />}
      </Route>
      <Route path="/tasks">
        <TasksPage />
      </Route>
      <Route path="/tasks/of/:connectionId/:shown?">
        {({ connectionId, shown }) => <TasksOf connectionId={connectionId} shown={shown} />}
      </Route>
      <Route path="/history/compare/:before/:after">
        {({ before, after }) => <ComparePage key={`${before} ${after}`} beforeId={before} afterId={after} />}
      </Route>
      <Route path="/obproxy">
        <ObproxyPage />
      </Route>
      <Route path="/obproxy/new/:draftId/:step?">
        {({ draftId, step }) => <ObproxyWizardScreen key={draftId} draftId={draftId} step={step} />}
      </Route>
      <Route path="/obproxy/agents/:connectionId">
        {({ connectionId }) => <FleetPage key={connectionId} connectionId={connectionId} />}
      </Route>
      <Route path="/obproxy/:connectionId/:clusterId/:tab?">
        {({ connectionId, clusterId, tab }) => (
          <ClusterPage
            key={`${connectionId} ${clusterId}`}
            connectionId={connectionId}
            clusterId={clusterId}
            tab={tab}
          />
        )}
      </Route>
      <Route path="/audit">
        <AuditPage />
      </Route>
      <Route path="/settings">
        <SettingsPage />
      </Route>
      <Route path="/wizards/:draftId/:step?">
        {({ draftId, step }) => <WizardScreen key={draftId} draftId={draftId} step={step} />}
      </Route>
      <Route path="/operations/:id">{({ id }) => <RunScreen key={id} operationId={id} />}</Route>
      <Route>
        <Redirect to="/" replace />
      </Route>
    </Switch>
  );
}
