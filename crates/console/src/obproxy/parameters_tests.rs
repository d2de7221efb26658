use super::*;
use crate::obproxy::samples;

fn value(name: &str, values: &[(&str, &[&str])]) -> ParameterValue {
    let one = |(value, servers): &(&str, &[&str])| ParameterValues {
        value: (*value).to_owned(),
        servers: servers.iter().map(|server| (*server).to_owned()).collect(),
    };
    ParameterValue {
        name: name.to_owned(),
        description: String::new(),
        needs_restart: false,
        is_read_only: false,
        value: "as OCP puts it".to_owned(),
        values: values.iter().map(one).collect(),
    }
}

#[test]
fn the_value_of_most_servers_is_the_value() {
    let shown = parameter(&value("proxy_id", &[("1", &["a"]), ("2", &["b", "c"])]), &[]);
    assert_eq!((shown.value.as_str(), shown.others.len()), ("2", 1));
    assert_eq!((shown.others[0].value.as_str(), &shown.others[0].servers[..]), ("1", &["a".to_owned()][..]));
    let even = parameter(&value("proxy_id", &[("1", &["a"]), ("2", &["b"])]), &[]);
    assert_eq!((even.value.as_str(), even.others[0].value.as_str()), ("1", "2"));
}

#[test]
fn the_same_value_twice_is_no_difference() {
    let shown = parameter(&value("proxy_id", &[("1", &["a"]), ("1", &["b"])]), &[]);
    assert_eq!((shown.value.as_str(), shown.others), ("1", Vec::new()));
    assert_eq!(parameter(&value("proxy_id", &[]), &[]).value, "as OCP puts it");
}

#[test]
fn the_catalogue_is_joined_in() {
    let catalogue = [samples::parameter("proxy_id", ParameterKind::Int, "0", "255")];
    let known = parameter(&value("proxy_id", &[]), &catalogue).info.unwrap();
    assert_eq!((known.kind.as_str(), known.max.as_str(), known.is_startup), ("INT", "255", true));
    assert_eq!(parameter(&value("another", &[]), &catalogue).info, None);
}

#[test]
fn ports_and_words_are_told_apart() {
    let port = info(&samples::parameter("prometheus_listen_port", ParameterKind::Int, "1025", "65535"));
    assert!(port.is_port && port.is_startup);
    let mut words = samples::parameter("proxy_service_mode", ParameterKind::StringList, "", "");
    words.allowed = ["[client", "server]"].map(str::to_owned).to_vec();
    assert_eq!(info(&words).allowed, ["client", "server"]);
    let mut range = samples::parameter("proxy_id", ParameterKind::Int, "0", "255");
    range.allowed = ["[0", "255]"].map(str::to_owned).to_vec();
    assert_eq!(info(&range).allowed, [""; 0]);
}
