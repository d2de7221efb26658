use crate::dto::{DraftCluster, DraftHost, DraftKind, Environment, Millis, Reach, WizardDraft, WizardStep};

/// A new draft with `agents` on the list, one zone each up to three.
pub fn blank(
    id: String,
    now: Millis,
    environment: Environment,
    name: &str,
    agents: &[String],
) -> WizardDraft {
    WizardDraft {
        id,
        kind: DraftKind::Init,
        updated_at: now,
        step: WizardStep::Hosts,
        environment,
        hosts: agents.iter().enumerate().map(host).collect(),
        cluster: DraftCluster {
            id: "1".to_owned(),
            name: name.to_owned(),
            root_password: None,
            import_script: true,
            create_proxyro_user: false,
            proxyro_password: None,
        },
        parameters: Vec::new(),
        accepted_warnings: Vec::new(),
        operation_id: None,
        connection_id: None,
        reach: Reach::default(),
    }
}

fn host((index, address): (usize, &String)) -> DraftHost {
    DraftHost {
        address: address.clone(),
        zone: format!("zone{}", index % 3 + 1),
        agent_password: None,
        set_password: false,
    }
}
