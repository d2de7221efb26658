use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};

use super::{Store, StoreError};
use crate::dto::Millis;

/// The key an agent was first seen with, or that the user has accepted since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    pub fingerprint: String,
    pub pinned_at: Millis,
}

impl Store {
    pub async fn pin(&self, address: &str) -> Result<Option<Pin>, StoreError> {
        let address = address.to_owned();
        self.run(move |db| {
            Ok(db
                .query_row(
                    "SELECT fingerprint, pinned_at FROM key_pin WHERE address = ?1",
                    [address],
                    |row| Ok(Pin { fingerprint: row.get(0)?, pinned_at: row.get(1)? }),
                )
                .optional()?)
        })
        .await
    }

    /// The pins of those addresses that have one.
    pub async fn pins(&self, addresses: Vec<String>) -> Result<BTreeMap<String, Pin>, StoreError> {
        self.run(move |db| {
            let mut query =
                db.prepare_cached("SELECT fingerprint, pinned_at FROM key_pin WHERE address = ?1")?;
            let mut pins = BTreeMap::new();
            for address in addresses {
                let read = |row: &Row| Ok(Pin { fingerprint: row.get(0)?, pinned_at: row.get(1)? });
                let pin = query.query_row([&address], read).optional()?;
                pins.extend(pin.map(|pin| (address, pin)));
            }
            Ok(pins)
        })
        .await
    }

    /// Pins a key, in the place of the one before.
    pub async fn set_pin(&self, address: &str, pin: &Pin) -> Result<(), StoreError> {
        let (address, pin) = (address.to_owned(), pin.clone());
        self.run(move |db| {
            db.execute(
                "INSERT INTO key_pin (address, fingerprint, pinned_at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (address) DO UPDATE SET fingerprint = ?2, pinned_at = ?3",
                params![address, pin.fingerprint, pin.pinned_at],
            )?;
            Ok(())
        })
        .await
    }
}
