use serde::Deserialize;
use time::OffsetDateTime;

use super::lenient;

/// A package that an agent keeps, `data` of `POST /api/v1/obproxy/package`. Texts are as the agent wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct ObproxyPackage {
    #[serde(alias = "pkg_id", alias = "pkgId", deserialize_with = "lenient::or_default")]
    pub pkg_id: i64,
    /// `obproxy-ce`.
    #[serde(alias = "name", deserialize_with = "lenient::text")]
    pub name: String,
    /// Four numbers, without the release.
    #[serde(alias = "version", deserialize_with = "lenient::text")]
    pub version: String,
    /// Release and distribution joined by a dot: what
    /// [`ObproxyUpgradeRequest::release`](crate::ObproxyUpgradeRequest::release) wants.
    #[serde(
        alias = "release_distribution",
        alias = "releaseDistribution",
        deserialize_with = "lenient::text"
    )]
    pub release_distribution: String,
    #[serde(alias = "distribution", deserialize_with = "lenient::text")]
    pub distribution: String,
    /// The build number.
    #[serde(alias = "release", deserialize_with = "lenient::text")]
    pub release: String,
    #[serde(alias = "architecture", deserialize_with = "lenient::text")]
    pub architecture: String,
    /// Bytes of the files in the package.
    #[serde(alias = "size", deserialize_with = "lenient::count")]
    pub size: Option<u64>,
    /// Bytes of the package's compressed content.
    #[serde(alias = "payload_size", alias = "payloadSize", deserialize_with = "lenient::count")]
    pub payload_size: Option<u64>,
    #[serde(alias = "chunk_count", alias = "chunkCount", deserialize_with = "lenient::count")]
    pub chunk_count: Option<u64>,
    #[serde(alias = "md5", deserialize_with = "lenient::text")]
    pub md5: String,
    #[serde(alias = "gmt_modify", alias = "gmtModify", deserialize_with = "lenient::moment")]
    pub gmt_modify: Option<OffsetDateTime>,
}
