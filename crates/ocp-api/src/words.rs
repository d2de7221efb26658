/// Declares an enum of OCP's words that keeps a word it does not know.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$of])* $variant,)*
            /// A word of a newer release, verbatim.
            Other(String),
        }

        impl $name {
            /// Reads OCP's word; never fails.
            pub fn of(word: &str) -> $name {
                $(if word.eq_ignore_ascii_case($word) {
                    return $name::$variant;
                })*
                $name::Other(word.to_owned())
            }

            /// OCP's word.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $word,)*
                    $name::Other(word) => word,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use words;
