use proptest::prelude::*;

use super::*;

fn parts(kind: IdKind, ip: &str, port: u16, number: &str) -> IdParts {
    IdParts { kind, agent: Some(AgentAddress { ip: ip.to_owned(), port }), number: number.to_owned() }
}

#[test]
fn known_ids_come_apart_and_together() {
    let cluster = IdParts { kind: IdKind::Cluster, agent: None, number: "123".to_owned() };
    let cases = [
        ("1123", cluster),
        ("22130706433028863", parts(IdKind::Local, "127.0.0.1", 2886, "3")),
        ("201684300810288612", parts(IdKind::Local, "10.10.10.1", 2886, "12")),
        ("40168430081028867", parts(IdKind::ObProxy, "10.10.10.1", 2886, "7")),
        ("3042540766411282592856903984951653826561028863", parts(IdKind::Local, "2001:db8::1", 2886, "3")),
    ];
    for (text, parts) in cases {
        let id = GenericId::parse(text).unwrap();
        assert_eq!(id.decode().as_ref(), Ok(&parts), "{text}");
        assert_eq!(parts.encode(), Ok(id), "{text}");
    }
}

#[test]
fn what_is_not_an_id_is_refused() {
    for text in ["", "a", "-1", "1 2", "１２", "../1", &"1".repeat(66)] {
        assert_eq!(GenericId::parse(text), Err(IdError::NotDigits), "{text}");
    }
    let decode = |text: &str| GenericId::parse(text).unwrap().decode();
    assert_eq!(decode("1"), Err(IdError::TooShort));
    assert_eq!(decode("9123"), Err(IdError::UnknownKind));
    assert_eq!(decode("2213070643302886"), Err(IdError::TooShort));
    assert_eq!(decode("29999999999028861"), Err(IdError::BadAddress));
    assert_eq!(decode("22130706433999991"), Err(IdError::BadAddress));
}

#[test]
fn a_number_reads_as_an_id() {
    let id: GenericId = serde_json::from_str("22130706433028863").unwrap();
    assert_eq!(id.as_str(), "22130706433028863");
    assert!(serde_json::from_str::<GenericId>("null").is_err());
}

proptest! {
    #[test]
    fn any_parts_survive_encoding(ip: IpAddr, port: u16, number: u64, proxy: bool) {
        let kind = if proxy { IdKind::ObProxy } else { IdKind::Local };
        let parts = parts(kind, &ip.to_string(), port, &number.to_string());
        prop_assert_eq!(parts.encode().unwrap().decode(), Ok(parts));
    }

    #[test]
    fn no_digits_make_decoding_panic(text in "[0-9]{1,65}") {
        let _ = GenericId::parse(&text).unwrap().decode();
    }
}
