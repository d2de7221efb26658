use crate::dto::{NamedValue, OcpObproxyForm};

/// Without it, OCP cannot set the password of root@proxysys unless its own address is a private one.
const PRESET: (&str, &str) = ("skip_proxy_sys_private_check", "true");

/// A form for a new OBProxy cluster, with what most have.
pub fn blank_form() -> OcpObproxyForm {
    let (name, value) = PRESET;
    OcpObproxyForm {
        port: "2883".to_owned(),
        sql_port: "2883".to_owned(),
        exporter_port: "2884".to_owned(),
        startup_parameters: vec![NamedValue { name: name.to_owned(), value: value.to_owned() }],
        ..OcpObproxyForm::default()
    }
}
