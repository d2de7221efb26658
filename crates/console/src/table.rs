//! The one list of everything the window can ask for. The rim mounts it on Tauri, the TypeScript client is
//! generated from it, and a test holds the capability file to it.

/// Calls `$use_table!` with every command (`name: Request => Reply`) and stream (`name: Request => Event`).
#[macro_export]
macro_rules! command_table {
    ($use_table:ident) => {
        $use_table! {
            commands {
                app_info: Nothing => AppInfo;
                load_preferences: Nothing => Preferences;
                save_preferences: Preferences => Nothing;
                start_practice: Nothing => PracticeView;
                vault: Nothing => VaultView;
                unlock_vault: PassphraseReq => VaultView;
                protect_vault: PassphraseReq => VaultView;
                move_vault_to_keychain: Nothing => VaultView;
                forget_secrets: Nothing => VaultView;
                connections: Nothing => ConnectionList;
                probe_connection: ProbeConnectionReq => ConnectionProbe;
                add_connection: AddConnectionReq => ConnectionView;
                edit_connection: EditConnectionReq => ConnectionView;
                duplicate_connection: ConnectionReq => ConnectionView;
                delete_connection: ConnectionReq => DeletedConnection;
                restore_connection: ConnectionReq => ConnectionView;
                arrange_connections: ArrangeConnectionsReq => Nothing;
                contact_connection: ConnectionReq => Nothing;
                leave_connection: ConnectionReq => Nothing;
                replace_password: ReplacePasswordReq => Nothing;
                trust_certificate: TrustCertificateReq => Nothing;
                raise_guard: RaiseGuardReq => GuardView;
                lower_guard: LowerGuardReq => GuardView;
                operation_guard: OperationReq => OperationGuard;
                draft_guard: DraftReq => OperationGuard;
                audit: AuditReq => AuditPage;
                export_connections: ExportConnectionsReq => Exported;
                read_import: Nothing => ReadImport;
                apply_import: ApplyImportReq => Imported;
                home: Nothing => Home;
                create_draft: CreateDraftReq => WizardDraft;
                load_draft: DraftReq => WizardDraft;
                save_draft: SaveDraftReq => SavedDraft;
                delete_draft: DraftReq => Nothing;
                store_secret: StoreSecretReq => SecretRef;
                probe_host: ProbeHostReq => HostProbe;
                trust_key: TrustKeyReq => Nothing;
                check_draft: DraftReq => Problems;
                parameter_catalogue: Nothing => ParameterCatalogue;
                suggest_parameters: DraftReq => Suggestions;
                plan_calls: DraftReq => PlannedCalls;
                preflight_script: DraftReq => PreflightScript;
                export_plan: DraftReq => ExportedPlan;
                read_plan: ReadPlanReq => ReadPlan;
                apply_plan: ApplyPlanReq => WizardDraft;
                compare_plans: Nothing => ComparedPlans;
                start_draft: StartDraftReq => StartedOperation;
                node_impact: NodeActionReq => Impact;
                start_node_action: StartNodeActionReq => StartedOperation;
                ocp_hosts: OcpLookUpReq => OcpHosts;
                ocp_packages: OcpLookUpReq => OcpPackages;
                ocp_ob_clusters: OcpLookUpReq => OcpObClusters;
                obproxy_clusters: OcpLookUpReq => ObproxyClusters;
                obproxy_cluster: ObproxyClusterReq => ObproxyCluster;
                obproxy_parameters: ObproxyClusterReq => ObproxyParameters;
                obproxy_catalogue: ObproxyCatalogueReq => ObproxyCatalogue;
                obproxy_drafts: Nothing => ObproxyDraftList;
                create_obproxy_draft: CreateObproxyDraftReq => ObproxyDraft;
                load_obproxy_draft: DraftReq => ObproxyDraft;
                save_obproxy_draft: SaveObproxyDraftReq => SavedDraft;
                delete_obproxy_draft: DraftReq => Nothing;
                check_obproxy_draft: DraftReq => ObproxyCheck;
                plan_obproxy_draft: DraftReq => ObproxyPlan;
                start_obproxy_draft: StartDraftReq => StartedOperation;
                obproxy_impact: ObproxyActionReq => ObproxyImpact;
                start_obproxy_action: StartObproxyActionReq => StartedOperation;
                agent_proxies: ConnectionReq => AgentProxies;
                open_task: OpenTaskReq => StartedOperation;
                operate_task: OperateTaskReq => Nothing;
                operate_step: OperateStepReq => Nothing;
                rollback_preview: RollbackPreviewReq => RollbackPreview;
                resume_operation: ResumeOperationReq => Nothing;
                stop_operation: OperationReq => Nothing;
                forget_operation: OperationReq => Nothing;
                open_saved_task: Nothing => OpenedTask;
                open_task_text: OpenTaskTextReq => OpenedTask;
                export_task: ExportTaskReq => SavedFile;
                save_log: SaveLogReq => SavedFile;
                search_history: SearchHistoryReq => HistoryPage;
                open_record: RecordReq => OpenedTask;
                forget_records: ForgetRecordsReq => HistoryUsage;
                compare_runs: CompareRunsReq => RunComparison;
                usual_times: OperationReq => UsualTimes;
                history_usage: Nothing => HistoryUsage;
                limit_history: HistoryLimits => HistoryUsage;
                show_notice: ShowNoticeReq => Nothing;
                set_tray: TrayReq => Nothing;
                unwatch: UnwatchReq => Nothing;
            }
            streams {
                watch_connections: WatchConnectionsReq => ConnectionsEvent;
                watch_cluster: WatchClusterReq => ClusterEvent;
                upload_package: UploadPackageReq => UploadProgress;
                run_preflight: RunPreflightReq => Preflight;
                watch_operation: WatchOperationReq => OperationEvent;
                watch_log: WatchLogReq => LogEvent;
                watch_tasks: WatchTasksReq => TasksEvent;
                watch_notices: WatchNoticesReq => NoticesEvent;
            }
        }
    };
}
