use super::{ConnectionKind, Environment, Millis, PassedSecret, dto, passed};

passed! {
    /// Asks for a file name and writes connections there.
    pub struct ExportConnectionsReq {
        /// Empty: all.
        pub ids: Vec<String>,
        /// With the passwords, sealed under this; without them when absent.
        pub passphrase: Option<PassedSecret>,
    }

    pub struct ApplyImportReq {
        pub import_id: String,
        /// Keys of the items to take.
        pub accept: Vec<String>,
        /// For the passwords in the file; without it they stay out.
        pub passphrase: Option<PassedSecret>,
    }
}

dto! {
    pub struct Exported {
        /// Absent when the user cancelled.
        pub path: Option<String>,
        pub connections: u32,
        pub secrets: u32,
    }

    pub struct ReadImport {
        /// Absent when the user cancelled.
        pub preview: Option<ImportPreview>,
    }

    /// What an import would do. Nothing is stored yet.
    pub struct ImportPreview {
        pub import_id: String,
        pub file: String,
        #[ts(type = "number | null")]
        pub exported_at: Option<Millis>,
        /// How many passwords the file has under a passphrase.
        pub secrets: u32,
        pub items: Vec<ImportItem>,
    }

    pub struct ImportItem {
        pub key: String,
        pub name: String,
        pub group: String,
        pub environment: Environment,
        pub kind: ConnectionKind,
        pub addresses: Vec<String>,
        pub change: ImportChange,
        /// For `Changed`: what differs.
        pub differences: Vec<ImportDifference>,
        /// For `Refused`: the field and why.
        pub reason: Option<String>,
        /// Agents whose key in the file is not the one trusted here. The one trusted here stays.
        pub other_keys: Vec<String>,
    }

    #[derive(Copy, Eq)]
    pub enum ImportChange { New, Changed, Same, Refused }

    pub struct ImportDifference {
        pub field: String,
        pub here: String,
        pub file: String,
    }

    pub struct Imported {
        pub added: u32,
        pub changed: u32,
        pub secrets: u32,
    }
}
