//! `POST /obproxy/upgrade`.

use crate::fault::Fault;
use crate::flows::obproxy::requests::{begin, managed};
use crate::flows::obproxy::{Plan, Step, versions};
use crate::http::call::{Answer, Call};

const STEPS: [Step; 10] = [
    Step::CreateDir,
    Step::Download,
    Step::CheckPackage,
    Step::BackUp,
    Step::Reinstall,
    Step::CopyConfig,
    Step::Record,
    Step::HotRestart,
    Step::WaitForRestart,
    Step::RemoveDir,
];

/// Replaces the OBProxy that runs by a higher version.
pub(crate) fn upgrade(call: &mut Call<'_>) -> Answer {
    let body = call.body()?;
    let (version, release) = (body.required_text("version")?, body.required_text("release")?);
    let dir = body.text("upgrade_dir")?.unwrap_or_default();
    let proxy = managed(call)?;
    if call.agent().state.obproxy.process.is_none() {
        return Err(Fault::new(400, "OBProxy.NotRunning", "OBProxy is not running"));
    }
    let (build, distribution) = versions::split(&release)?;
    let target = format!("{version}-{build}");
    if versions::compare(&proxy.version, &target).is_ge() {
        let message = format!(
            "Target version {target} is not greater than current version {}. Please verify if the parameters \
             have been filled out correctly",
            proxy.version
        );
        return Err(Fault::new(400, "OBProxy.UpgradeToLowerVersion", message));
    }
    check_path(dir.trim())?;
    let agent = call.agent();
    let architecture = &agent.traits.host.architecture;
    let fits = agent.state.obproxy.packages.iter().any(|package| {
        package.version == version
            && package.build() == build
            && package.distribution() == distribution
            && package.architecture == *architecture
    });
    if !fits {
        let message = format!("Package obproxy-ce-{version}-{release}.{architecture}.rpm is not found");
        return Err(Fault::new(400, "OBProxy.Package.NotFound", message));
    }
    let below = if dir.trim().is_empty() { proxy.home.as_str() } else { dir.trim() };
    let upgrade_dir = format!("{below}/obproxy-upgrade-dir-{}", call.now / 1_000_000_000);
    begin(call, "Upgrade obproxy", &STEPS, Plan { proxy, upgrade_dir, target, ..Plan::default() })
}

fn check_path(path: &str) -> Result<(), Fault> {
    let plain = |c: char| c.is_alphanumeric() || "-_:@/.".contains(c);
    let climbs = path.split('/').any(|part| part == "..");
    if path.is_empty() || (path.starts_with('/') && path.chars().all(plain) && !climbs) {
        return Ok(());
    }
    let message = format!("Path '{path}' is not valid: should start with '/'");
    Err(Fault::new(400, "Common.InvalidPath", message))
}
