//! `POST /obproxy/package`.

use serde_json::json;

use crate::agent::obproxy::Package;
use crate::fault::Fault;
use crate::flows::obproxy::versions;
use crate::http::call::{Answer, Call, Reply};
use crate::http::form::FormFile;
use crate::http::upload;

const NAME: &str = "obproxy-ce";
/// What every RPM begins with.
const MAGIC: [u8; 4] = [0xed, 0xab, 0xee, 0xdb];
/// Agents keep packages in pieces of so many bytes.
const PIECE: u64 = 8 * 1024 * 1024 - 1;

/// Keeps a package. What it is the first bytes of an RPM say, and of any other file its name.
pub(crate) fn package(call: &mut Call<'_>) -> Answer {
    let file = call.upload.ok_or_else(upload::none)?.form.clone()?;
    let own = &call.agent().traits.host.architecture;
    let (full, architecture) = full_name(&file, own);
    let parts: Vec<&str> = full.rsplitn(3, '-').collect();
    let (name, version, release) = match parts[..] {
        [release, version, name] => (name, version, release),
        _ => (full.as_str(), "", ""),
    };
    if name != NAME {
        let message = format!("Unsupported name '{name}', the supported name is '{NAME}'");
        return Err(Fault::new(400, "OBProxy.Package.Name.Invalid", message));
    }
    versions::split(release).map_err(|fault| fault.within("failed to check version and release"))?;
    if versions::compare(version, versions::LOWEST).is_lt() {
        return Err(versions::too_low(version).within("failed to check version and release"));
    }
    let at = call.world.stamp(call.me, call.now);
    let kept = Package {
        version: version.to_owned(),
        release_distribution: release.to_owned(),
        architecture,
        length: file.length,
        digest: file.digest,
        at,
    };
    let data = json!({
        "PkgId": call.agent().state.obproxy.packages.len() + 1,
        "Name": NAME,
        "Version": kept.version,
        "ReleaseDistribution": kept.release_distribution,
        "Distribution": kept.distribution(),
        "Release": kept.build(),
        "Architecture": kept.architecture,
        "Size": kept.length * 3,
        "PayloadSize": kept.length,
        "ChunkCount": kept.length.div_ceil(PIECE),
        "Md5": kept.digest,
        "GmtModify": call.world.text(at),
    });
    call.agent_mut().state.obproxy.packages.push(kept);
    Ok(Reply::Data(data))
}

/// Name, version and release in one, and the architecture.
fn full_name(file: &FormFile, own: &str) -> (String, String) {
    let stem = file.name.strip_suffix(".rpm").unwrap_or(&file.name);
    let (stem, architecture) = match stem.rsplit_once('.') {
        Some((stem, architecture @ ("x86_64" | "aarch64"))) => (stem, architecture),
        Some(_) | None => (stem, own),
    };
    let lead = file.lead.strip_prefix(&MAGIC).and_then(|lead| lead.get(6..72));
    let named = lead.map(|name| name.split(|byte| *byte == 0).next().unwrap_or_default());
    let full = named.map_or_else(|| stem.to_owned(), |name| String::from_utf8_lossy(name).into_owned());
    (full, architecture.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_rpm_is_what_it_says_itself() {
        let mut lead = MAGIC.to_vec();
        lead.extend([3, 0, 0, 0, 0, 1]);
        lead.extend(b"obproxy-ce-4.3.1.0-4.el7");
        lead.resize(96, 0);
        let file = |name: &str, lead: &[u8]| {
            full_name(
                &FormFile { name: name.to_owned(), length: 1, lead: lead.to_vec(), digest: String::new() },
                "x86_64",
            )
        };
        let both = |name: &str, architecture: &str| (name.to_owned(), architecture.to_owned());
        assert_eq!(file("upload.bin", &lead), both("obproxy-ce-4.3.1.0-4.el7", "x86_64"));
        assert_eq!(file("a-1-2.el7.aarch64.rpm", b"text"), both("a-1-2.el7", "aarch64"));
        assert_eq!(file("a-1-2.el7.rpm", b""), both("a-1-2.el7", "x86_64"));
    }
}
