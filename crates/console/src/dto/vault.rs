use super::{PassedSecret, dto, passed};

passed! {
    /// Keeps a secret and gives back what stands for it.
    pub struct StoreSecretReq {
        /// The secret this one takes the place of.
        pub replaces: Option<String>,
        pub value: PassedSecret,
    }

    pub struct PassphraseReq {
        pub passphrase: PassedSecret,
    }
}

dto! {
    /// Where secrets are kept.
    pub struct VaultView {
        pub protection: VaultProtection,
        /// Why the keychain is of no use, in the system's words.
        pub reason: Option<String>,
        /// Where a vault file that could not be used was put.
        pub set_aside: Option<String>,
    }

    #[derive(Copy, Eq)]
    pub enum VaultProtection {
        Keychain,
        Passphrase,
        /// A vault under a passphrase that was not entered yet.
        Locked,
        /// Secrets are kept until OBDeck ends.
        MemoryOnly,
    }
}
