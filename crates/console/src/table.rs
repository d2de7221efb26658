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
                home: Nothing => Home;
                create_draft: CreateDraftReq => InitDraft;
                load_draft: DraftReq => InitDraft;
                save_draft: SaveDraftReq => SavedDraft;
                delete_draft: DraftReq => Nothing;
                store_secret: StoreSecretReq => SecretRef;
                probe_host: ProbeHostReq => HostProbe;
                trust_key: TrustKeyReq => Nothing;
                check_draft: DraftReq => Problems;
                parameter_catalogue: Nothing => ParameterCatalogue;
                suggest_parameters: DraftReq => Suggestions;
                plan_init: DraftReq => InitPlan;
                start_init: StartInitReq => StartedOperation;
                operate_task: OperateTaskReq => Nothing;
                pass_step: PassStepReq => Nothing;
                rollback_preview: RollbackPreviewReq => RollbackPreview;
                resume_operation: OperationReq => Nothing;
                stop_operation: OperationReq => Nothing;
                forget_operation: OperationReq => Nothing;
                unwatch: UnwatchReq => Nothing;
            }
            streams {
                watch_operation: WatchOperationReq => OperationEvent;
                watch_log: WatchLogReq => LogEvent;
            }
        }
    };
}
