use rusqlite::params;

use super::{Store, StoreError};
use crate::dto::{Millis, ProxyPackage};
use crate::proxies::ProxyRecord;

/// The OBProxy of agents, as far as it was set from here. Goes with its connection.
impl Store {
    /// What is known of the proxies of a connection.
    pub async fn proxies(&self, connection_id: &str) -> Result<Vec<ProxyRecord>, StoreError> {
        let connection_id = connection_id.to_owned();
        self.run(move |db| {
            let mut query =
                db.prepare_cached("SELECT body FROM proxy WHERE connection_id = ?1 ORDER BY agent")?;
            let bodies = query
                .query_map([connection_id], |row| row.get::<_, String>(0))?
                .collect::<Result<Vec<_>, _>>()?;
            Ok(bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Keeps what is known of an agent's proxy, in the place of what was known before.
    pub async fn save_proxy(&self, record: &ProxyRecord) -> Result<(), StoreError> {
        let body = serde_json::to_string(record)?;
        let ProxyRecord { connection_id, agent, added_at, .. } = record.clone();
        self.run(move |db| {
            db.execute(
                "INSERT INTO proxy (connection_id, agent, added_at, body) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (connection_id, agent) DO UPDATE SET added_at = ?3, body = ?4",
                params![connection_id, agent, added_at, body],
            )?;
            Ok(())
        })
        .await
    }

    /// Forgets an agent's proxy that was added before `since`.
    pub async fn forget_proxy(
        &self,
        connection_id: &str,
        agent: &str,
        since: Millis,
    ) -> Result<(), StoreError> {
        let (connection_id, agent) = (connection_id.to_owned(), agent.to_owned());
        self.run(move |db| {
            db.execute(
                "DELETE FROM proxy WHERE connection_id = ?1 AND agent = ?2 AND added_at < ?3",
                params![connection_id, agent, since],
            )?;
            Ok(())
        })
        .await
    }

    /// Packages that were given to agents of a connection from here, by agent, the newest first.
    pub async fn proxy_packages(
        &self,
        connection_id: &str,
    ) -> Result<Vec<(String, ProxyPackage)>, StoreError> {
        let connection_id = connection_id.to_owned();
        self.run(move |db| {
            let mut query = db.prepare_cached(
                "SELECT agent, body FROM proxy_package WHERE connection_id = ?1
                 ORDER BY uploaded_at DESC, version, release",
            )?;
            let rows = query
                .query_map([connection_id], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?
                .collect::<Result<Vec<(String, String)>, _>>()?;
            let read = |(agent, body): (String, String)| Ok((agent, serde_json::from_str(&body)?));
            rows.into_iter().map(read).collect()
        })
        .await
    }

    pub async fn save_proxy_package(
        &self,
        connection_id: &str,
        agent: &str,
        package: &ProxyPackage,
    ) -> Result<(), StoreError> {
        let (connection_id, agent) = (connection_id.to_owned(), agent.to_owned());
        let body = serde_json::to_string(package)?;
        let ProxyPackage { version, release, uploaded_at, .. } = package.clone();
        self.run(move |db| {
            db.execute(
                "INSERT INTO proxy_package (connection_id, agent, version, release, uploaded_at, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (connection_id, agent, version, release) DO UPDATE SET uploaded_at = ?5, body = ?6",
                params![connection_id, agent, version, release, uploaded_at, body],
            )?;
            Ok(())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dto::ProxySource;
    use crate::store::ConnectionRow;

    fn record(agent: &str, added_at: Millis) -> ProxyRecord {
        ProxyRecord {
            connection_id: "c".to_owned(),
            agent: agent.to_owned(),
            name: "order".to_owned(),
            home_path: "/data/obproxy".to_owned(),
            sql_port: 2883,
            exporter_port: 2884,
            rpc_port: 2885,
            source: ProxySource::RsList { servers: vec!["10.0.0.1:2881".to_owned()] },
            version: String::new(),
            added_at,
            operation_id: "o".to_owned(),
        }
    }

    fn package(version: &str, uploaded_at: Millis) -> ProxyPackage {
        ProxyPackage {
            name: "obproxy-ce".to_owned(),
            version: version.to_owned(),
            release: "1.el7".to_owned(),
            architecture: "x86_64".to_owned(),
            uploaded_at,
        }
    }

    async fn store(directory: &tempfile::TempDir) -> Store {
        let store = Store::open(&directory.path().join("obdeck.db"), 0).unwrap().store;
        let text = String::new;
        let row =
            ConnectionRow { id: "c".to_owned(), position: 0, deleted_at: None, body: text(), seen: text() };
        store.save_connections(vec![row], Vec::new()).await.unwrap();
        store
    }

    #[tokio::test]
    async fn what_is_known_of_a_proxy_is_replaced_forgotten_and_goes_with_its_connection() {
        let directory = tempfile::tempdir().unwrap();
        let store = store(&directory).await;
        store.save_proxy(&record("10.0.0.1:2886", 10)).await.unwrap();
        let newer = ProxyRecord { version: "4.3.2.0".to_owned(), ..record("10.0.0.1:2886", 10) };
        store.save_proxy(&newer).await.unwrap();
        store.save_proxy(&record("10.0.0.2:2886", 20)).await.unwrap();
        assert_eq!(store.proxies("c").await.unwrap(), [newer, record("10.0.0.2:2886", 20)]);
        store.forget_proxy("c", "10.0.0.1:2886", 11).await.unwrap();
        store.forget_proxy("c", "10.0.0.2:2886", 20).await.unwrap();
        assert_eq!(store.proxies("c").await.unwrap().len(), 1, "it was added after that was learned");
        store.drop_connection("c").await.unwrap();
        assert_eq!(store.proxies("c").await.unwrap(), []);
    }

    #[tokio::test]
    async fn the_newest_package_is_in_front() {
        let directory = tempfile::tempdir().unwrap();
        let store = store(&directory).await;
        for (version, at) in [("4.3.1.0", 1), ("4.3.2.0", 2), ("4.3.1.0", 3)] {
            store.save_proxy_package("c", "10.0.0.1:2886", &package(version, at)).await.unwrap();
        }
        let kept = store.proxy_packages("c").await.unwrap();
        let kept: Vec<_> = kept.iter().map(|(_, it)| (it.version.as_str(), it.uploaded_at)).collect();
        assert_eq!(kept, [("4.3.1.0", 3), ("4.3.2.0", 2)]);
    }
}
