use super::cluster::ObproxyCluster;
use super::{CLUSTERS, of_cluster};
use crate::client::Client;
use crate::error::Error;
use crate::page::{Gathering, Listing, Page, PageQuery};
use crate::target::Target;

impl Client {
    /// One page of the OBProxy clusters. `GET /api/v2/obproxy/clusters`.
    ///
    /// # Errors
    ///
    /// [`Error::NotOcp`] when it is no list.
    pub async fn obproxy_clusters(&self, query: PageQuery) -> Result<Page<ObproxyCluster>, Error> {
        let path = Target::new(CLUSTERS).paged(query).to_string();
        self.get_as(&path, |data| Page::read(data, ObproxyCluster::read)).await
    }

    /// All OBProxy clusters, page by page.
    ///
    /// # Errors
    ///
    /// As [`Client::obproxy_clusters`].
    pub async fn all_obproxy_clusters(&self) -> Result<Listing<ObproxyCluster>, Error> {
        let mut gathering = Gathering::new();
        while let Some(page) = gathering.next() {
            gathering.take(self.obproxy_clusters(page).await?, |cluster| cluster.id);
        }
        Ok(gathering.done())
    }

    /// One OBProxy cluster. `GET /api/v2/obproxy/clusters/{id}`.
    ///
    /// # Errors
    ///
    /// [`Error::NotOcp`] when the answer is no such cluster.
    pub async fn obproxy_cluster(&self, cluster: i64) -> Result<ObproxyCluster, Error> {
        self.get_as(&of_cluster(cluster, "")?, ObproxyCluster::read).await
    }
}
