use obshell_api::Address;

/// The one spelling of an address that OBDeck stores and compares; `None` when it is no address.
pub fn canonical(text: &str) -> Option<String> {
    Address::parse(text).ok().map(|address| address.to_string())
}
