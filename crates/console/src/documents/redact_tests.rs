use std::borrow::Cow;

use proptest::prelude::*;

use super::redact;

#[test]
fn values_of_secret_names_go() {
    for (line, wanted) in [
        ("password=Hunter#2", "password=***"),
        ("set root_password = 'Hunter #2' now", "set root_password = '***' now"),
        (r#"{"rootPwd":"Hunter\"2","zone":"zone1"}"#, r#"{"rootPwd":"***","zone":"zone1"}"#),
        (r#"body {\"rootPwd\":\"Hunter2\",\"a\":1}"#, r#"body {\"rootPwd\":\"***\",\"a\":1}"#),
        ("user: root, password: Hunter, host: a", "user: root, password: ***, host: a"),
        ("root password: Hunter2 was given", "root password: *** was given"),
        ("obadmin --proxyro-password Hunter2 --yes", "obadmin --proxyro-password *** --yes"),
        ("token=abc&x=1", "token=***&x=1"),
        ("密码 password=密码二 末", "密码 password=*** 末"),
        ("two: passwd=a1 passwd=b2", "two: passwd=*** passwd=***"),
        (
            "backup to oss://b/p?host=h&access_id=LTAI5&access_key=Hunter2&x=1",
            "backup to oss://b/p?host=h&access_id=LTAI5&access_key=***&x=1",
        ),
        (r#"{"accessKey":"Hunter2","secretKey":"x"}"#, r#"{"accessKey":"***","secretKey":"***"}"#),
        ("ssh private_key=/r/Hunter credentials: Hunter2", "ssh private_key=*** credentials: ***"),
        ("GET / Authorization: Basic cm9vdDpo== -v", "GET / Authorization: Basic *** -v"),
        (r#"{"authorization":"Bearer Hunter.2","a":1}"#, r#"{"authorization":"Bearer ***","a":1}"#),
        (r#"{\"Authorization\":\"bearer Hunter2\"}"#, r#"{\"Authorization\":\"bearer ***\"}"#),
    ] {
        assert_eq!(redact(line), wanted);
    }
}

#[test]
fn passwords_on_command_lines_and_in_addresses_go() {
    for (line, wanted) in [
        (
            "obclient -h10.0.0.1 -P2881 -uroot@sys -pHunter -A",
            "obclient -h10.0.0.1 -P2881 -uroot@sys -p*** -A",
        ),
        ("run -uroot -p'Hunter 2' -e x", "run -uroot -p'***' -e x"),
        ("ALTER USER root IDENTIFIED BY 'Hunter2';", "ALTER USER root IDENTIFIED BY '***';"),
        ("http://dba:Hunter@2@10.0.0.1:8080/x", "http://dba:***@10.0.0.1:8080/x"),
    ] {
        assert_eq!(redact(line), wanted);
    }
}

#[test]
fn what_is_no_secret_stays() {
    for line in [
        "",
        "task Modify password: generate start cmd",
        "wrong password: access denied for user",
        "ERROR: [Security.Authentication.IncorrectAgentPassword]: access denied",
        "mkdir -p /data/1/sstable",
        "/home/ob/bin/observer -r 10.0.0.1:2882:2881 -p 2881 -P 2882 -z zone1",
        "PWD=/home/ob",
        "find . -path ./x",
        "start-probe -parallel",
        "http://10.0.0.1:2886/api/v1/info",
        "password=*** and rootPwd:\"***\"",
        "modify password of root@sys",
        "Authorization: none was given",
        "authorization is basic here",
        "access key of the bucket",
    ] {
        assert!(matches!(redact(line), Cow::Borrowed(same) if same == line), "{line}: {}", redact(line));
    }
}

proptest! {
    #[test]
    fn odd_lines_are_taken_as_they_come(line in "(password|-p|--|://|=|:|\"|'|\\\\| |a|#|@|密|identified by ){0,24}") {
        let once = redact(&line);
        prop_assert!(once.contains("***") || once == line.as_str());
    }

    #[test]
    fn lines_without_a_sign_of_a_secret_stay(line in "[a-z0-9 .:=/\"密]{0,60}") {
        prop_assume!(!["pass", "pwd", "secret", "token", "key", "credential", "authorization", "://"].iter().any(|sign| line.contains(sign)));
        prop_assert!(matches!(redact(&line), Cow::Borrowed(_)));
    }

    #[test]
    fn no_obvious_secret_stays(secret in "[A-Za-z0-9#/+]{6,20}", before in "[a-z ]{0,9}") {
        let secret = format!("S{secret}1");
        for line in [
            format!("{before} password={secret}"),
            format!("{before} {{\"rootPwd\": \"{secret}\"}}"),
            format!("{before} obclient -p{secret} -c"),
            format!("{before} --password {secret}"),
        ] {
            prop_assert!(!redact(&line).contains(&secret), "{}", line);
        }
    }
}
